package main

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"syscall"
)

// registry is the one that the nodes pull from: a CNCF Distribution at this machine's end of the nodes' link.
type registry struct {
	address string
	program *program
}

// pauseImage is what the nodes call the image that holds a pod's namespaces.
const pauseImage = "tagfast/pause:1"

func (c *cluster) prepareRegistry() error {
	port, err := portOr(c.host, 5000)
	if err != nil {
		return err
	}
	c.registry.address = net.JoinHostPort(c.host, strconv.Itoa(port))
	if err := c.trust(c.registry.address); err != nil {
		return err
	}
	if err := c.configureRegistry("", ""); err != nil {
		return err
	}
	c.registry.program = c.add(&program{
		name: "registry", path: registryProgram(), goodbye: syscall.SIGTERM,
		arguments: []string{"serve", c.file("registry/config.yml")},
	})
	return nil
}

// notify restarts the registry so that it tells a URL of every push; the images stay. Distribution reads its
// endpoints at the start only.
func (c *cluster) notify(url, authorization string) error {
	if err := c.configureRegistry(url, authorization); err != nil {
		return err
	}
	c.registry.program.stop()
	if err := c.registry.program.start(); err != nil {
		return err
	}
	return c.registryReady()
}

func (c *cluster) configureRegistry(url, authorization string) error {
	text := fmt.Sprintf(`version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: %q}
  delete: {enabled: true}
http: {addr: %q}
`, c.file("registry/data"), c.registry.address)
	if url != "" {
		headers := ""
		if authorization != "" {
			headers = fmt.Sprintf("    headers: {Authorization: [%q]}\n", authorization)
		}
		// Ten seconds: with its default of one it sends everything twice to a function that starts from zero.
		// Pulls are no news: every pod's start would be an event.
		text += fmt.Sprintf(`notifications:
  endpoints:
  - name: tagfast
    url: %q
%s    timeout: 10s
    threshold: 5
    backoff: 1s
    ignore:
      mediatypes: [application/octet-stream]
      actions: [pull]
`, url, headers)
	}
	return writeFiles(c.folder, map[string]string{"registry/config.yml": text})
}

func (c *cluster) registryReady() error {
	return c.untilAnswers("the registry", "http://"+c.registry.address+"/v2/")
}

func (c *cluster) pushPause() error {
	made, err := programImage(c.binary("pause"), "pause", nil)
	if err != nil {
		return err
	}
	_, err = push(c.registry.address, pauseImage, made)
	return err
}

// trust lets the nodes pull from a registry without TLS. containerd reads this at every pull.
func (c *cluster) trust(address string) error {
	if host, _, err := net.SplitHostPort(address); err != nil || host == "" || strings.Contains(host, "/") {
		return fmt.Errorf("trust needs HOST:PORT, not %q", address)
	}
	server := "http://" + address
	return writeFiles(c.file("certs.d"), map[string]string{
		address + "/hosts.toml": fmt.Sprintf("server = %q\n[host.%q]\n  capabilities = [\"pull\", \"resolve\"]\n",
			server, server),
	})
}

package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// strength says how much of a cluster there is.
type strength int

const (
	controlPlaneOnly strength = iota // objects and controllers, no pod ever runs
	withNodes
)

// cluster is one run: its folder, its addresses and its programs in the order in which they start.
type cluster struct {
	places
	strength strength
	life     context.Context // ends when the run is told to stop, also while it starts
	folder   string          // everything that this run writes
	host     string          // where this machine's side listens: loopback, or the nodes' link
	services string          // addresses of Services
	apiPort  int
	etcdPort int
	programs []*program
	network  network  // of the nodes, where there are any
	registry registry // likewise
	ca       authority
	admin    pair
}

func (c *cluster) file(elements ...string) string {
	return filepath.Join(append([]string{c.folder}, elements...)...)
}

func (c *cluster) apiServer() string {
	return "https://" + net.JoinHostPort(c.host, strconv.Itoa(c.apiPort))
}

// add registers a program of the cluster under its name; it starts later, in this order.
func (c *cluster) add(p *program) *program {
	p.log = c.file("logs", p.name+".log")
	c.programs = append(c.programs, p)
	return p
}

func (c *cluster) program(name string) (*program, error) {
	names := make([]string, 0, len(c.programs))
	for _, p := range c.programs {
		if p.name == name {
			return p, nil
		}
		names = append(names, p.name)
	}
	return nil, fmt.Errorf("no program %q in this cluster; there are %s", name, strings.Join(names, ", "))
}

// stop ends what was started: the nodes, while there is still an API server for their last words, then the
// rest, last first. Nothing here may fail half-way: each step is tried.
func (c *cluster) stop() {
	_ = os.Remove(c.file(addressFile)) // first: nobody is to be sent there from now on
	if nodes, err := c.program("nodes"); err == nil {
		nodes.stop()
	}
	for _, p := range slices.Backward(c.programs) {
		p.stop()
	}
	if c.strength == withNodes {
		c.network.release()
	}
	// What is worth reading after a failed test stays, in a folder that the caller named: logs and audit log.
	// The rest is large (images, the database) or a key to a cluster that is gone.
	for _, name := range []string{"etcd", "nodes", "registry", "keys", "apiserver", "certs.d", orderSocket} {
		_ = os.RemoveAll(c.file(name))
	}
}

package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

const loopback = "127.0.0.1"

// foreground runs a cluster until it is told to stop. Its standard output is for programs: NAME=value
// lines, READY, then one answer per command; what a person should read goes to standard error.
func foreground(p places, s strength, arguments []string) error {
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	named := flags.String("run", "", "folder for the logs; they stay there. Default: a temporary one, removed at the end")
	detached := flags.Bool("detached", false, "do not stop when standard input closes")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if err := s.possible(); err != nil {
		return err
	}
	if err := p.ready(s); err != nil {
		return err
	}
	// From here on there is something to undo.
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer stop()
	folder, err := claimRunFolder(*named)
	if err != nil {
		return err
	}
	defer folder.release()

	c := &cluster{
		places: p, strength: s, life: ctx, folder: folder.path,
		host: loopback, services: "10.96.0.0/16",
	}
	defer c.stop()
	if err := c.start(); err != nil {
		return err
	}
	addresses := c.addresses()
	if err := os.WriteFile(c.file(addressFile), []byte(addresses), 0o644); err != nil {
		return err
	}
	fmt.Print(addresses, "READY\n")

	orders := make(chan order)
	var looks <-chan time.Time
	if *detached {
		// Nobody watches: the next `up` would take half a cluster for a whole one.
		ticker := time.NewTicker(100 * time.Millisecond)
		defer ticker.Stop()
		looks = ticker.C
		takeOrders(c.file(orderSocket), orders)
	} else {
		go readOrders(orders)
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-looks:
			if err := c.broken(); err != nil {
				return fmt.Errorf("all of it is stopped, because %w", err)
			}
		case given, open := <-orders:
			if !open {
				return nil
			}
			given.answer <- c.answer(given.words)
		}
	}
}

// start brings everything up, in order, and comes back when it can be used.
func (c *cluster) start() error {
	if c.strength == withNodes {
		if err := c.prepareNodes(); err != nil {
			return err
		}
	}
	if err := c.controlPlane(); err != nil {
		return err
	}
	if c.strength == withNodes {
		c.scheduler()
	}
	for _, p := range c.programs {
		if err := p.start(); err != nil {
			return err
		}
	}
	if c.strength == withNodes {
		return c.startNodes()
	}
	return c.controlPlaneReady()
}

// addresses is what a caller needs, one NAME=value a line.
func (c *cluster) addresses() string {
	lines := []string{
		"KUBECONFIG=" + c.file("kubeconfig"),
		"APISERVER=" + c.apiServer(),
		"KUBECTL=" + c.asset("kubectl"),
		"RUN=" + c.folder,
		"AUDIT_LOG=" + c.file("audit.log"),
	}
	if _, err := c.program("controller-manager"); err != nil {
		lines = append(lines, "CONTROLLERS=none")
	}
	if c.strength == withNodes {
		lines = append(lines, "REGISTRY="+c.registry.address, "HOST="+c.host)
	}
	return strings.Join(lines, "\n") + "\n"
}

package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

const knownOrders = "orders are: stop NAME, start NAME, and with nodes: notify URL [Authorization header], trust HOST:PORT"

// obey does what an order says. It is answered when its effect is there: a started
// API server serves.
func (c *cluster) obey(words []string) error {
	switch {
	case len(words) == 2 && (words[0] == "stop" || words[0] == "start"):
		p, err := c.program(words[1])
		if err != nil {
			return err
		}
		if words[0] == "stop" {
			p.stop()
			return nil
		}
		if err := p.start(); err != nil {
			return err
		}
		if p.name == "apiserver" {
			return c.controlPlaneReady()
		}
		return nil
	case len(words) >= 2 && words[0] == "notify" && c.strength == withNodes:
		if _, err := url.ParseRequestURI(words[1]); err != nil {
			return fmt.Errorf("notify needs a URL: %w", err)
		}
		return c.notify(words[1], strings.Join(words[2:], " "))
	case len(words) == 2 && words[0] == "trust" && c.strength == withNodes:
		return c.trust(words[1])
	}
	return errors.New("not understood; " + knownOrders)
}

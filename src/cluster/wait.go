package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const patience = 60 * time.Second

// api asks the API server; the error tells the status and what the server said.
func (c *cluster) api(ctx context.Context, path string) ([]byte, error) {
	trusting, err := c.ca.trusting(c.admin)
	if err != nil {
		return nil, err
	}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: trusting, DisableKeepAlives: true}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.apiServer()+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", answer.Status, body)
	}
	return body, err
}

// until asks again and again, because nothing tells when a server is ready; it gives up at once when one
// of the cluster's programs has ended, since no waiting helps then, unless that one only gave up waiting itself.
func (c *cluster) until(what string, asked func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(c.life, patience)
	defer cancel()
	for {
		last := asked(ctx)
		if last == nil {
			return nil
		}
		if err := c.broken(); err != nil {
			return fmt.Errorf("waited for %s, but %w", what, err)
		}
		select {
		case <-c.life.Done():
			return errors.New("told to stop while waiting for " + what)
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("waited %s for %s; the logs are in %s", patience, what, c.file("logs")), last)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// broken: one of the programs has ended, and nobody had stopped it. One that only gave up waiting is started again.
func (c *cluster) broken() error {
	for _, p := range c.programs {
		if !p.failed() {
			continue
		}
		if !p.impatient {
			return fmt.Errorf("%s ended:\n%s", p.name, tail(p.log))
		}
		if err := p.start(); err != nil {
			return err
		}
	}
	return nil
}

// ready: the API server serves, and where controllers run they have begun, which the service account shows
// that every pod needs.
func (c *cluster) controlPlaneReady() error {
	if err := c.until("the API server", func(ctx context.Context) error {
		_, err := c.api(ctx, "/readyz")
		return err
	}); err != nil {
		return err
	}
	if _, err := c.program("controller-manager"); err != nil {
		return nil
	}
	return c.until("the controllers", func(ctx context.Context) error {
		_, err := c.api(ctx, "/api/v1/namespaces/default/serviceaccounts/default")
		return err
	})
}

// untilAnswers waits for a plain HTTP server.
func (c *cluster) untilAnswers(what, url string) error {
	return c.until(what, func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return errors.New(answer.Status)
		}
		return nil
	})
}

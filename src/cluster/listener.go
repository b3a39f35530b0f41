package main

import (
	"errors"
	"flag"
	"fmt"
)

// pushListener pushes an image whose pods take CloudEvents and tell which, and prints the digest.
func pushListener(p places, arguments []string) error {
	flags := flag.NewFlagSet("push-listener", flag.ContinueOnError)
	registry := flags.String("registry", "", "host and port; plain HTTP")
	reference := flags.String("ref", "", "repository and tag, e.g. listener:1")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *registry == "" || *reference == "" {
		return errors.New("push-listener needs --registry and --ref")
	}
	if err := buildOurs(p); err != nil {
		return err
	}
	made, err := programImage(p.binary("listener"), "listener", nil)
	if err != nil {
		return err
	}
	digest, err := push(*registry, *reference, made)
	if err != nil {
		return err
	}
	fmt.Println(digest)
	return nil
}

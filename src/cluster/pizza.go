package main

import (
	"errors"
	"flag"
	"fmt"
)

// pushPizza pushes an image whose pods answer that flavour, and prints the digest.
func pushPizza(p places, arguments []string) error {
	flags := flag.NewFlagSet("push-pizza", flag.ContinueOnError)
	registry := flags.String("registry", "", "host and port; plain HTTP")
	reference := flags.String("ref", "", "repository and tag, e.g. pizza:2018-05-12")
	flavour := flags.String("flavour", "", "what the pods answer, e.g. margherita")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *registry == "" || *reference == "" || *flavour == "" {
		return errors.New("push-pizza needs --registry, --ref and --flavour")
	}
	made, err := pizzaImage(p, *flavour)
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

// pizzaDigest prints the digest that push-pizza gives a flavour, without pushing it.
func pizzaDigest(p places, arguments []string) error {
	flags := flag.NewFlagSet("pizza-digest", flag.ContinueOnError)
	flavour := flags.String("flavour", "", "what the pods answer, e.g. margherita")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *flavour == "" {
		return errors.New("pizza-digest needs --flavour")
	}
	made, err := pizzaImage(p, *flavour)
	if err != nil {
		return err
	}
	fmt.Println(digestOf(made.manifest))
	return nil
}

func pizzaImage(p places, flavour string) (image, error) {
	if err := buildOurs(p); err != nil {
		return image{}, err
	}
	return programImage(p.binary("pizza"), "pizza", map[string]string{"flavour": flavour + "\n"})
}

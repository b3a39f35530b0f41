// Command tagfast-cluster brings a real Kubernetes cluster up and down on one Linux machine, without
// Docker: for the tests, for `make cluster` and for the demo. docs/cluster.md tells how to use it.
package main

import (
	"errors"
	"fmt"
	"os"
)

const usage = `tagfast-cluster: a real Kubernetes cluster on this machine, without Docker

  build                       builds the binaries into the cache, where they are not there yet
  control-plane [--run DIR]   etcd, API server, controllers, on loopback; in the foreground; no root needed
  nodes [--run DIR]           the same, a scheduler, a registry and three nodes with real pods; root
  possible                    whether this machine can have nodes; says what is missing
  up [--control-plane]        the cluster of this repository, in the background
  status                      what runs of it, and its addresses
  tell ORDER...               has it do something: notify URL [Authorization header], stop NAME, start NAME
  down                        stops it and removes everything it made
  push-pizza --registry HOST:PORT --ref pizza:2018-05-12 --flavour "quattro formaggi"
  pizza-digest --flavour "quattro formaggi"   the digest that push-pizza gives it
  push-listener --registry HOST:PORT --ref listener:1   an image that takes CloudEvents and tells which
  push-image --registry HOST:PORT --ref tagfast:dev --archive FILE
  app-image --archive FILE FOLDER...   Tagfast's image from prepared folders: .ci/app-image.sh
  sbom --from FILE --out FILE ...      its bill of materials, likewise

The foreground commands print NAME=value lines, then READY; they obey orders on their standard input
(see docs/cluster.md), one a line, and stop everything when it closes or a signal says so.
Environment: TAGFAST_CLUSTER_CACHE, KUBEBUILDER_ASSETS, TAGFAST_REGISTRY_BIN.
`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "tagfast-cluster:", err)
		os.Exit(1)
	}
}

func run(command string, arguments []string) error {
	if command == insideCommand {
		return runInside()
	}
	places, err := findPlaces()
	if err != nil {
		return err
	}
	switch command {
	case "build":
		return build(places)
	case "control-plane":
		return foreground(places, controlPlaneOnly, arguments)
	case "nodes":
		return foreground(places, withNodes, arguments)
	case "possible":
		return withNodes.possible()
	case "up":
		return up(places, arguments)
	case "status":
		return status(places)
	case "tell":
		return tell(places, arguments)
	case "down":
		return down(places)
	case "push-pizza":
		return pushPizza(places, arguments)
	case "pizza-digest":
		return pizzaDigest(places, arguments)
	case "push-listener":
		return pushListener(places, arguments)
	case "push-image":
		return pushImage(arguments)
	case "sbom":
		return sbom(arguments)
	case "app-image":
		return appImage(arguments)
	case "help", "-h", "--help":
		fmt.Print(usage)
		return nil
	}
	return errors.New("there is no command " + command + "; `tagfast-cluster help` lists them")
}

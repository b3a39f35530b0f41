package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// nodesPlan is what the launcher tells the process that lives in the nodes' namespaces.
type nodesPlan struct {
	Folder   string // of the run
	Network  network
	Binaries string
	CNI      string // folder of the plug-ins
	Pause    string // image
}

func (n nodesPlan) file(elements ...string) string {
	return filepath.Join(append([]string{n.Folder, "nodes"}, elements...)...)
}

// insideCommand is not for people: it expects namespaces of its own.
const insideCommand = "inside-the-nodes"

// runInside is process 1 of the nodes' namespaces. Everything that nodes leave lying about elsewhere, network
// namespaces, mounts, firewall rules, processes that outlive their parents, ends when this process ends.
//
// It reads two lines: the plan, when the link to this machine is there, and any other, when the API server
// serves and the registry has the pause image. Then it stays.
func runInside() error {
	steps := bufio.NewScanner(os.Stdin)
	if !steps.Scan() {
		return errors.New(insideCommand + " is started by the launcher only")
	}
	var plan nodesPlan
	if err := json.Unmarshal(steps.Bytes(), &plan); err != nil {
		return err
	}
	if err := ownMounts(plan); err != nil {
		return err
	}
	if err := coverTunables(); err != nil {
		return err
	}
	go reapOrphans()
	if err := plan.startContainers(); err != nil {
		return err
	}
	for steps.Scan() {
		if err := plan.startKubelets(); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
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

// ownMounts cuts this mount namespace off from the machine's, and hides the folders in which containerd,
// runc, CNI and kubelet would meet another one's, or leave files that nobody removes.
func ownMounts(plan nodesPlan) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making the mounts private: %w", err)
	}
	// Shared among ourselves again: volumes are mounted by the kubelet and must appear in containers.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SHARED, ""); err != nil {
		return err
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	// The machine's resolver configuration is often a link into /run.
	resolver, err := os.ReadFile("/etc/resolv.conf")
	if err != nil {
		resolver = nil
	}
	for _, folder := range []string{"/run", "/var/log"} {
		for _, needed := range []string{plan.Folder, plan.Binaries, plan.CNI} {
			if inside, err := filepath.Rel(folder, needed); err == nil && filepath.IsLocal(inside) {
				return fmt.Errorf("%s lies below %s, which the nodes have their own of: choose another folder",
					needed, folder)
			}
		}
		if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "mode=755"); err != nil {
			return fmt.Errorf("a %s for the nodes: %w", folder, err)
		}
	}
	return writeFiles(plan.file(), map[string]string{"resolv.conf": string(resolver)})
}

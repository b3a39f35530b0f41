package main

import (
	"bufio"
	"encoding/json"
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

const (
	insideCommand  = "inside-the-nodes" // not for people: it expects namespaces of its own
	containersStep = "containers"       // the link is there: network, then containerd
	kubeletsStep   = "kubelets"         // the API server serves and the registry has the pause image
)

// runInside is process 1 of the nodes' namespaces. Everything that nodes leave lying about elsewhere, network
// namespaces, mounts, firewall rules, processes that outlive their parents, ends when this process ends.
func runInside(arguments []string) error {
	var plan nodesPlan
	if err := json.Unmarshal([]byte(arguments[0]), &plan); err != nil {
		return err
	}
	if err := ownMounts(plan); err != nil {
		return err
	}
	go reapOrphans()
	steps := bufio.NewScanner(os.Stdin)
	for steps.Scan() {
		var err error
		switch steps.Text() {
		case containersStep:
			err = plan.startContainers()
		case kubeletsStep:
			err = plan.startKubelets()
		}
		if err != nil {
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
	return os.WriteFile(plan.file("resolv.conf"), resolver, 0o644)
}

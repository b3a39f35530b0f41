package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// hidden are the folders in which containerd, runc, CNI and kubelet would meet those of another cluster, or
// leave what nobody removes. The nodes have empty ones of their own.
var hidden = []string{"/run", "/var/log", "/var/lib"}

// ownMounts cuts the nodes' mount namespace off from the machine's.
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
	// The machine's resolver configuration is often a link into /run; one that is not there is an empty one.
	resolver, _ := os.ReadFile("/etc/resolv.conf")
	if err := writeFiles(plan.file(), map[string]string{"resolv.conf": string(resolver)}); err != nil {
		return err
	}
	for _, folder := range hidden {
		if err := hide(folder, plan.Folder, plan.Binaries, plan.CNI); err != nil {
			return fmt.Errorf("a %s for the nodes: %w", folder, err)
		}
	}
	return nil
}

// hide mounts an empty folder over one, in which only what we need of it is there again: a work tree may
// well lie below /var/lib.
func hide(folder string, needed ...string) error {
	held := map[string]*os.File{}
	for _, path := range needed {
		if below, err := filepath.Rel(folder, path); err == nil && filepath.IsLocal(below) {
			file, err := os.Open(path)
			if err != nil {
				return err
			}
			defer file.Close()
			held[path] = file
		}
	}
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "mode=755"); err != nil {
		return err
	}
	for path, file := range held {
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
		// The descriptor still leads to the hidden one.
		source := "/proc/self/fd/" + strconv.Itoa(int(file.Fd()))
		if err := syscall.Mount(source, path, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("keeping %s: %w", path, err)
		}
	}
	return nil
}

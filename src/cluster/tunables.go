package main

import (
	"fmt"
	"os"
	"syscall"
)

// kubeletTunables are settings of the whole machine's kernel that a kubelet writes when it starts. This
// machine is somebody's own: the kubelets see files with these values in their place, find nothing to
// change, and no setting has to be put back after a run that was killed.
var kubeletTunables = map[string]string{
	"vm/overcommit_memory":      "1",
	"vm/panic_on_oom":           "0",
	"kernel/panic":              "10",
	"kernel/panic_on_oops":      "1",
	"kernel/keys/root_maxkeys":  "1000000",
	"kernel/keys/root_maxbytes": "25000000",
}

// coverTunables needs a /proc of our own.
func coverTunables() error {
	for name, value := range kubeletTunables {
		cover := "/run/tunables/" + name
		if err := writeFiles("/run/tunables", map[string]string{name: value + "\n"}); err != nil {
			return err
		}
		setting := "/proc/sys/" + name
		if _, err := os.Stat(setting); err != nil {
			continue // a kernel without it
		}
		if err := syscall.Mount(cover, setting, "", syscall.MS_BIND, ""); err != nil {
			return fmt.Errorf("covering %s: %w", setting, err)
		}
	}
	return nil
}

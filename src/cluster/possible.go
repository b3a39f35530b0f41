package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// nodePrograms are what nodes need besides our own build, by the Debian package that has them.
var nodePrograms = map[string]string{
	"containerd": "containerd", "ctr": "containerd", "runc": "runc", "iptables": "iptables", "ip": "iproute2",
	"mount": "mount",
}

// cniFolders: Debian's, then where everybody else puts the plug-ins.
var cniFolders = []string{"/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"}

const instead = "What works instead: the control plane alone (`.ci/cluster.sh control-plane`, no root, no " +
	"containerd), which most tests need, and `make demo`, which needs no cluster; or another cluster, e.g. kind, " +
	"to try Tagfast on"

// possible says what is missing on this machine, all of it at once, and what works instead.
func (s strength) possible() error {
	if runtime.GOOS != "linux" {
		return fmt.Errorf("this launcher starts Linux programs, and this is %s. What works instead: another "+
			"cluster, e.g. kind, to try Tagfast on, and `make demo`, which needs none", runtime.GOOS)
	}
	if s == controlPlaneOnly {
		return nil
	}
	var missing []string
	if os.Getuid() != 0 {
		missing = append(missing, "root (namespaces, cgroups, mounts)")
	}
	packages := map[string]bool{}
	for program, from := range nodePrograms {
		if _, err := exec.LookPath(program); err != nil {
			packages[from] = true
		}
	}
	if cniFolder() == "" {
		packages["containernetworking-plugins"] = true
	}
	if registryProgram() == "" {
		packages["docker-registry"] = true
	}
	for name := range packages {
		missing = append(missing, "the Debian package "+name)
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("a cluster with nodes needs what is missing here: %s.\n%s",
		strings.Join(missing, ", "), instead)
}

func cniFolder() string {
	for _, folder := range cniFolders {
		if isProgram(folder + "/bridge") {
			return folder
		}
	}
	return ""
}

// registryProgram is a CNCF Distribution; it has two names.
func registryProgram() string {
	for _, name := range []string{os.Getenv("TAGFAST_REGISTRY_BIN"), "docker-registry", "registry"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

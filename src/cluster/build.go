package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"time"
)

var kubernetesVersion = regexp.MustCompile(`k8s\.io/kubernetes (v1\.(\d+)\.\d+)`)

// build makes what is missing in the cache. A second run with unchanged sources costs milliseconds;
// two at once (tests of two work trees with one cache) wait for each other.
func build(p places) error {
	if err := os.MkdirAll(filepath.Join(p.cache, "bin"), 0o755); err != nil {
		return err
	}
	lock, err := lockFile(filepath.Join(p.cache, "build.lock"), syscall.LOCK_EX)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := buildOurs(p); err != nil {
		return err
	}
	if err := buildDistribution(p); err != nil {
		return err
	}
	return buildKubernetes(p)
}

// buildDistribution makes the registry that Debian does not have yet: the main path is tested on 2.8 and on 3.x.
func buildDistribution(p places) error {
	folder := filepath.Join(p.source, "distribution")
	return whenChanged(p, "distribution", folder, func() error {
		fmt.Fprintln(os.Stderr, "Building CNCF Distribution 3: once, a minute")
		return goBuild(p, folder, "-s -w", ".")
	})
}

// buildKubernetes takes minutes: seven programs of Kubernetes and etcd, pinned in binaries/go.mod.
func buildKubernetes(p places) error {
	folder := filepath.Join(p.source, "binaries")
	return whenChanged(p, "kubernetes", folder, func() error {
		pinned, err := os.ReadFile(filepath.Join(folder, "go.mod"))
		if err != nil {
			return err
		}
		version := kubernetesVersion.FindSubmatch(pinned)
		if version == nil {
			return errors.New("binaries/go.mod pins no k8s.io/kubernetes v1.x.y")
		}
		fmt.Fprintf(os.Stderr, "Building Kubernetes %s and etcd: once, four to seven minutes on two cores\n", version[1])
		begun := time.Now()
		// Without these the API server reports v0.0.0, which kubectl and feature gates do not take.
		stamp := "k8s.io/component-base/version.git"
		flags := fmt.Sprintf("-s -w -X %[1]sVersion=%[2]s -X %[1]sMajor=1 -X %[1]sMinor=%[3]s",
			stamp, version[1], version[2])
		if err := goBuild(p, folder, flags, "tool"); err != nil {
			return err
		}
		// etcd's main package is the root of its module, and Go names a program after its folder.
		if err := os.Rename(p.binary("server"), p.binary("etcd")); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "Built in %s\n", time.Since(begun).Round(time.Second))
		return nil
	})
}

// buildOurs makes the programs that run in pods: what answers the flavour, and what holds a pod's namespaces.
func buildOurs(p places) error {
	return whenChanged(p, "ours", filepath.Join(p.source, "programs"), func() error {
		return goBuild(p, p.source, "-s -w", "./programs/...")
	})
}

func goBuild(p places, folder, ldflags, packages string) error {
	if _, err := exec.LookPath("go"); err != nil {
		return errors.New("the cluster's binaries are built from Go modules, and there is no go on the PATH. " +
			"Install Go 1.26 or newer, or let TAGFAST_CLUSTER_CACHE name a folder where they are built already; " +
			"for the control plane alone, KUBEBUILDER_ASSETS may name envtest's binaries")
	}
	command := exec.Command("go", "build", "-v", "-trimpath", "-buildvcs=false", "-ldflags", ldflags,
		"-o", filepath.Join(p.cache, "bin")+"/", packages)
	command.Dir = folder
	// Static: they run in images that hold nothing else. Linux: that is where the cluster runs.
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOFLAGS=", "GOWORK=off")
	command.Stdout = os.Stderr
	output, err := command.StderrPipe()
	if err != nil {
		return err
	}
	total := countPackages(folder, command.Env, packages)
	if err := command.Start(); err != nil {
		return err
	}
	ticker := time.NewTicker(everySoOften)
	defer ticker.Stop()
	progress{total: total, tell: os.Stderr, tick: ticker.C}.read(output)
	if err := command.Wait(); err != nil {
		return fmt.Errorf("go build of %s in %s: %w", packages, folder, err)
	}
	return nil
}

// whenChanged builds where the files of a folder are others than at the last success.
func whenChanged(p places, name, folder string, make func() error) error {
	hash, err := hashOf(folder)
	if err != nil {
		return err
	}
	stamp := filepath.Join(p.cache, "bin", "."+name+".stamp")
	wanted := runtime.GOARCH + " " + hash
	if last, err := os.ReadFile(stamp); err == nil && strings.TrimSpace(string(last)) == wanted {
		return nil
	}
	// Away first: a build that fails half-way must not pass for the earlier one.
	if err := os.Remove(stamp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := make(); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(wanted+"\n"), 0o644)
}

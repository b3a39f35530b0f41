package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// up starts a cluster that stays when this command has ended, and prints how to reach it. A second `up`
// finds the first.
func up(p places, arguments []string) error {
	command, s := "nodes", withNodes
	for _, argument := range arguments {
		if argument != "--control-plane" {
			return errors.New("up knows only --control-plane")
		}
		command, s = "control-plane", controlPlaneOnly
	}
	if running(p) {
		return status(p)
	}
	if err := s.possible(); err != nil {
		return err
	}
	if err := p.ready(s); err != nil { // here, where a person sees it: it takes minutes the first time
		return err
	}
	if err := os.MkdirAll(p.run, 0o755); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(p.run, launcherLog))
	if err != nil {
		return err
	}
	defer log.Close()
	launcher := exec.Command(self, command, "--detached", "--run", p.run)
	launcher.Stdout, launcher.Stderr = log, log
	// A session of its own: closing the terminal does not end it.
	launcher.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := launcher.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- launcher.Wait() }()
	for {
		if printed, _ := os.ReadFile(log.Name()); strings.Contains(string(printed), "\nREADY\n") {
			return status(p)
		}
		select {
		case <-ended:
			return fmt.Errorf("the cluster did not come up:\n%s", tail(log.Name()))
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// running waits for another `up` that starts the cluster at this moment, and for a cluster that is about to end.
func running(p places) bool {
	for deadline := time.Now().Add(patience); holder(p.run) != 0; time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(p.run, addressFile)); err == nil || time.Now().After(deadline) {
			return true
		}
	}
	return false
}

// status prints lines that a shell can take: eval "$(make -s cluster)".
func status(p places) error {
	pid := holder(p.run)
	if pid == 0 {
		return errors.New("no cluster runs; `make cluster` starts one")
	}
	content, err := os.ReadFile(filepath.Join(p.run, addressFile))
	if err != nil {
		return fmt.Errorf("process %d is still starting or stopping it: %w", pid, err)
	}
	for _, line := range strings.Fields(string(content)) {
		switch name, _, _ := strings.Cut(line, "="); name {
		case "KUBECONFIG", "REGISTRY":
			fmt.Println("export", line)
		default:
			fmt.Println("#", line)
		}
	}
	return nil
}

// down stops the cluster of `up` and then removes what it, or an earlier one that was killed, left.
func down(p places) error {
	if pid := holder(p.run); pid != 0 {
		if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
			return fmt.Errorf("cannot stop the cluster, process %d: %w", pid, err)
		}
		deadline := time.Now().Add(30 * time.Second)
		for holder(p.run) == pid {
			if time.Now().After(deadline) {
				// Its programs die with it; what it would have removed is removed below.
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	sweepTemporaryFolders()
	sweepSlots()
	return os.RemoveAll(p.run)
}

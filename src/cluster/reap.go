package main

import (
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// reapOrphans does the other duty of a process 1: containerd's shims lose their parents on purpose, and stay
// zombies until process 1 asks for their end. Only they are asked for: everything else here is a child of
// ours, whose own Wait would fail if somebody came first.
func reapOrphans() {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGCHLD)
	for range ended {
		states, _ := filepath.Glob("/proc/[0-9]*/stat")
		for _, path := range states {
			if pid := endedShim(path); pid != 0 {
				_, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil)
			}
		}
	}
}

// endedShim reads "PID (name) STATE PARENT …" and answers the process id of a shim that has ended.
func endedShim(path string) int {
	stat, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	before, after, _ := strings.Cut(string(stat), ") ")
	id, name, _ := strings.Cut(before, " (")
	if !strings.HasPrefix(name, "containerd-shim") || !strings.HasPrefix(after, "Z 1 ") {
		return 0
	}
	pid, _ := strconv.Atoi(id)
	return pid
}

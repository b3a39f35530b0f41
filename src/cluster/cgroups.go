package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const cgroupRoot = "/sys/fs/cgroup"

// hierarchies are the folders that a cgroup has to be made in: one with cgroup v2, one per controller with v1.
func hierarchies() []string {
	if _, err := os.Stat(filepath.Join(cgroupRoot, "cgroup.controllers")); err == nil {
		return []string{cgroupRoot}
	}
	entries, _ := os.ReadDir(cgroupRoot)
	var found []string
	for _, entry := range entries {
		// Links such as cpu,cpuacct lead to another one of them.
		if path := filepath.Join(cgroupRoot, entry.Name()); entry.IsDir() && isCgroup(path) {
			found = append(found, path)
		}
	}
	return found
}

func isCgroup(path string) bool {
	_, err := os.Stat(filepath.Join(path, "cgroup.procs"))
	return err == nil
}

// makeCgroup makes a node's cgroup in every hierarchy.
func makeCgroup(name string) error {
	for _, parent := range hierarchies() {
		path := filepath.Join(parent, name)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
		// With v1 a new cpuset has no processors and no memory, and nothing can run in it.
		for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
			if inherited, err := os.ReadFile(filepath.Join(parent, file)); err == nil {
				_ = os.WriteFile(filepath.Join(path, file), inherited, 0o644)
			}
		}
		// With v2 a parent hands its controllers down one by one; what a kernel lacks is skipped.
		for _, controller := range []string{"cpu", "cpuset", "memory", "pids", "io", "hugetlb"} {
			for _, folder := range []string{parent, path} {
				handed := filepath.Join(folder, "cgroup.subtree_control")
				if _, err := os.Stat(handed); err == nil {
					_ = os.WriteFile(handed, []byte("+"+controller), 0o644)
				}
			}
		}
	}
	return nil
}

// removeCgroup kills what runs in a cgroup of ours and removes it, in every hierarchy. The kernel takes a
// moment to empty one after its last process is gone.
func removeCgroup(name string) {
	for _, parent := range hierarchies() {
		path := filepath.Join(parent, name)
		for range 100 {
			if tryRemoveCgroup(path) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

func tryRemoveCgroup(path string) bool {
	var folders []string
	_ = filepath.WalkDir(path, func(found string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			folders = append(folders, found)
		}
		return nil
	})
	for _, folder := range slices.Backward(folders) {
		processes, _ := os.ReadFile(filepath.Join(folder, "cgroup.procs"))
		for _, process := range strings.Fields(string(processes)) {
			if pid, err := strconv.Atoi(process); err == nil && pid > 1 {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		}
		_ = os.Remove(folder)
	}
	_, err := os.Stat(path)
	return os.IsNotExist(err)
}

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const temporaryFolders = "tagfast-cluster-run-"

// runFolder is where a run writes; the lock in it is held as long as its launcher lives.
type runFolder struct {
	path  string
	lock  *os.File
	named bool // by the caller, who reads the logs afterwards; else it goes with the run
}

var errRuns = errors.New("a cluster runs there already")

// claimRunFolder empties the folder of an earlier run, or makes a temporary one; on the way it removes
// temporary ones whose launchers were killed.
func claimRunFolder(wanted string) (runFolder, error) {
	sweepTemporaryFolders()
	path, err := wanted, error(nil)
	if wanted == "" {
		path, err = os.MkdirTemp("", temporaryFolders)
	} else if path, err = filepath.Abs(wanted); err == nil {
		err = os.MkdirAll(path, 0o755)
	}
	if err != nil {
		return runFolder{}, err
	}
	lock, err := lockFile(filepath.Join(path, "lock"), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		return runFolder{}, errors.Join(errRuns, err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return runFolder{}, err
	}
	for _, entry := range entries {
		// A folder given by mistake must not be emptied: only names that a run writes go.
		if entry.Name() != "lock" && !writtenByRuns[entry.Name()] {
			lock.Close()
			return runFolder{}, errors.New(path + " holds " + entry.Name() +
				", which no cluster wrote: name an empty folder with --run")
		}
	}
	for name := range writtenByRuns {
		if name != launcherLog {
			_ = os.RemoveAll(filepath.Join(path, name))
		}
	}
	if err := lock.Truncate(0); err == nil {
		_, err = lock.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	return runFolder{path, lock, wanted != ""}, err
}

const (
	launcherLog = "launcher.log"
	addressFile = "addresses" // there while the cluster can be used
)

var writtenByRuns = map[string]bool{
	"keys": true, "logs": true, "etcd": true, "apiserver": true, "nodes": true, "registry": true, "certs.d": true,
	"kubeconfig": true, "audit.log": true, addressFile: true, orderSocket: true, launcherLog: true,
}

func (r runFolder) release() {
	if r.named {
		_ = os.Remove(filepath.Join(r.path, "kubeconfig"))
		_ = os.Remove(filepath.Join(r.path, "lock"))
	} else {
		_ = os.RemoveAll(r.path)
	}
	r.lock.Close()
}

func sweepTemporaryFolders() {
	found, _ := filepath.Glob(filepath.Join(os.TempDir(), temporaryFolders+"*", "lock"))
	for _, path := range found {
		// One that another launcher is making at this moment has no lock on it yet.
		if made, err := os.Stat(path); err != nil || time.Since(made.ModTime()) < 10*time.Second {
			continue
		}
		if lock, err := lockFile(path, syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
			_ = os.RemoveAll(filepath.Dir(path))
			lock.Close()
		}
	}
}

// holder is the process that runs a cluster in the folder; 0 where none does.
func holder(folder string) int {
	path := filepath.Join(folder, "lock")
	if _, err := os.Stat(path); err != nil {
		return 0
	}
	lock, err := lockFile(path, syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		lock.Close()
		return 0
	}
	content, _ := os.ReadFile(path)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(content)))
	return pid
}

package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// hashOf is a hash of all files of a folder, names included.
func hashOf(folder string) (string, error) {
	sum := sha256.New()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		fmt.Fprintf(sum, "%s %d\n", name, len(content))
		sum.Write(content)
		return err
	})
	return fmt.Sprintf("%x", sum.Sum(nil)), err
}

// lockFile opens a file and locks it with flock: LOCK_EX, with LOCK_NB where it must not wait. The
// kernel gives the lock back when the holder ends, however it ends, so a lock never outlives its run.
func lockFile(path string, how int) (*os.File, error) {
	for {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(file.Fd()), how); err != nil {
			file.Close()
			return nil, err
		}
		// Its last holder may have removed it in between; a lock on a file without a name keeps nobody out.
		locked, err := file.Stat()
		if named, missing := os.Stat(path); err == nil && missing == nil && os.SameFile(locked, named) {
			return file, nil
		}
		file.Close()
	}
}

// writeFiles writes small files of a run, readable by their owner only: most hold a key or a name of one.
func writeFiles(folder string, contents map[string]string) error {
	for name, content := range contents {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			return err
		}
	}
	return nil
}

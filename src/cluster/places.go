package main

import (
	"errors"
	"os"
	"path/filepath"
)

// places are the folders that outlive a run.
type places struct {
	source string // src/cluster: what the binaries are built from
	cache  string // built once, ignored by git; safe to delete while nothing runs
	run    string // the run of `up`; foreground runs have folders of their own
}

// binary is where a built program lies.
func (p places) binary(name string) string {
	return filepath.Join(p.cache, "bin", name)
}

// findPlaces looks for the repository upwards from the working directory, so that the launcher can be
// started from any folder of it.
func findPlaces() (places, error) {
	here, err := os.Getwd()
	if err != nil {
		return places{}, err
	}
	for root := here; ; root = filepath.Dir(root) {
		source := filepath.Join(root, "src", "cluster")
		if _, err := os.Stat(filepath.Join(source, "binaries", "go.mod")); err == nil {
			cache := os.Getenv("TAGFAST_CLUSTER_CACHE")
			if cache == "" {
				cache = filepath.Join(root, ".cluster")
			}
			if cache, err = filepath.Abs(cache); err != nil {
				return places{}, err
			}
			return places{source: source, cache: cache, run: filepath.Join(root, ".cluster", "run")}, nil
		}
		if root == filepath.Dir(root) {
			return places{}, errors.New("src/cluster/binaries/go.mod is in no folder above " + here +
				": start tagfast-cluster inside the Tagfast repository")
		}
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// asset is the path of a control plane program. KUBEBUILDER_ASSETS means what it means everywhere else:
// a folder with kube-apiserver, etcd and kubectl, of whatever version is to be tested against.
func (p places) asset(name string) string {
	if folder := os.Getenv("KUBEBUILDER_ASSETS"); folder != "" {
		if path := filepath.Join(folder, name); isProgram(path) {
			return path
		}
	}
	return p.binary(name)
}

// ready builds what the strength needs, unless KUBEBUILDER_ASSETS makes that unnecessary.
func (p places) ready(s strength) error {
	folder := os.Getenv("KUBEBUILDER_ASSETS")
	if folder == "" || s == withNodes {
		return build(p)
	}
	for _, name := range []string{"etcd", "kube-apiserver", "kubectl"} {
		if !isProgram(filepath.Join(folder, name)) {
			return fmt.Errorf("KUBEBUILDER_ASSETS is %s, and there is no %s in it", folder, name)
		}
	}
	return nil
}

func isProgram(path string) bool {
	found, err := os.Stat(path)
	return err == nil && found.Mode().IsRegular() && found.Mode()&0o111 != 0
}

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	neturl "net/url"
	"os"
	"path/filepath"
	"strings"
)

// component is one of a CycloneDX bill of materials; what is not named here is kept as it is.
type component map[string]any

// sbom makes the bill of materials of Tagfast's image of that which Maven knows of the application: without what was
// needed to build it only, and with the packages and the JVM below it. Every jar of the folder must be in it.
func sbom(arguments []string) error {
	flags := flag.NewFlagSet("sbom", flag.ContinueOnError)
	from := flags.String("from", "", "CycloneDX of the application's dependencies")
	jars := flags.String("jars", "", "the folder with the jars of the image")
	created := flags.String("created", "", "RFC 3339")
	out := flags.String("out", "", "the file to write")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *from == "" || *jars == "" || *created == "" || *out == "" {
		return errors.New("sbom needs --from, --jars, --created and --out, and the package URLs of what lies below the application")
	}
	content, err := os.ReadFile(*from)
	if err != nil {
		return err
	}
	var bill map[string]any
	if err := json.Unmarshal(content, &bill); err != nil {
		return fmt.Errorf("%s: %w", *from, err)
	}
	kept := map[string]bool{}
	var components []any
	listed, _ := bill["components"].([]any)
	for _, each := range listed {
		if found, ok := each.(map[string]any); ok && component(found).runs() {
			component(found).keepOneHash()
			components = append(components, found)
			kept[component(found).text("bom-ref")] = true
		}
	}
	for _, url := range flags.Args() {
		below, err := componentOf(url)
		if err != nil {
			return err
		}
		components = append(components, below)
	}
	bill["components"] = components
	bill["dependencies"] = among(kept, bill["dependencies"])
	if metadata, ok := bill["metadata"].(map[string]any); ok {
		// The time of the sources, not of the build: the same sources make the same bill.
		metadata["timestamp"] = *created
	}
	if err := allListed(*jars, components); err != nil {
		return err
	}
	written, err := json.MarshalIndent(bill, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(*out, append(written, '\n'), 0o644)
}

func (c component) text(name string) string {
	value, _ := c[name].(string)
	return value
}

// runs is whether it is in the package: Quarkus says of each what it is there for.
func (c component) runs() bool {
	properties, _ := c["properties"].([]any)
	for _, each := range properties {
		property, _ := each.(map[string]any)
		if property["name"] == "quarkus:component:scope" {
			return property["value"] == "runtime"
		}
	}
	return true
}

// keepOneHash: eight kinds of them are a third of a mebibyte.
func (c component) keepOneHash() {
	hashes, _ := c["hashes"].([]any)
	for _, each := range hashes {
		if hash, _ := each.(map[string]any); hash["alg"] == "SHA-256" {
			c["hashes"] = []any{hash}
		}
	}
}

// componentOf reads type, name and version out of a package URL: pkg:deb/debian/libc6@2.36-9?arch=amd64.
func componentOf(url string) (component, error) {
	path, _, _ := strings.Cut(url, "?")
	name, version, versioned := strings.Cut(path[strings.LastIndex(path, "/")+1:], "@")
	if !strings.HasPrefix(url, "pkg:") || !versioned || name == "" || version == "" {
		return nil, fmt.Errorf("%s is no package URL with a version", url)
	}
	// Escaped in the address alone: people and scanners compare the version as its maker writes it, 25.0.3+9-LTS.
	version, err := neturl.PathUnescape(version)
	if err != nil {
		return nil, fmt.Errorf("%s is no package URL: %w", url, err)
	}
	return component{"type": "library", "bom-ref": url, "name": name, "version": version, "purl": url}, nil
}

// among keeps the edges between these.
func among(kept map[string]bool, dependencies any) []any {
	all, _ := dependencies.([]any)
	edges := []any{}
	for _, each := range all {
		edge, _ := each.(map[string]any)
		if !kept[component(edge).text("ref")] {
			continue
		}
		targets, _ := edge["dependsOn"].([]any)
		left := []any{}
		for _, target := range targets {
			if name, _ := target.(string); kept[name] {
				left = append(left, name)
			}
		}
		edge["dependsOn"] = left
		edges = append(edges, edge)
	}
	return edges
}

// allListed: a bill that lacks a jar is worse than none, because people believe it.
func allListed(folder string, components []any) error {
	known := map[string]bool{}
	for _, each := range components {
		switch found := each.(type) {
		case map[string]any:
			of := component(found)
			known[of.text("name")+"-"+of.text("version")] = true
		}
	}
	jars, err := filepath.Glob(filepath.Join(folder, "*.jar"))
	if err != nil {
		return err
	}
	if len(jars) == 0 {
		return fmt.Errorf("there are no jars in %s", folder)
	}
	for _, jar := range jars {
		name := strings.TrimSuffix(filepath.Base(jar), ".jar")
		if !isListed(known, name) {
			return fmt.Errorf("%s is in the image and not in its bill of materials", filepath.Base(jar))
		}
	}
	return nil
}

// isListed: Quarkus names a jar group.artifact-version, and a classifier may follow.
func isListed(known map[string]bool, jar string) bool {
	for end := len(jar); end > 0; end = strings.LastIndex(jar[:end], "-") {
		for start := 0; start >= 0; {
			if known[jar[start:end]] {
				return true
			}
			dot := strings.Index(jar[start:end], ".")
			if dot < 0 {
				break
			}
			start += dot + 1
		}
	}
	return false
}

package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// appImage writes Tagfast's image as an OCI archive: one layer for each folder, which is the root of it.
// .ci/app-image.sh prepares the folders.
func appImage(arguments []string) error {
	flags := flag.NewFlagSet("app-image", flag.ContinueOnError)
	archive := flags.String("archive", "", "the file to write")
	version := flags.String("version", "", "of the application")
	revision := flags.String("revision", "", "the commit that it was made of")
	created := flags.String("created", "", "RFC 3339")
	native := flags.Bool("native", false, "the executable, not the JVM's package")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	date, err := time.Parse(time.RFC3339, *created)
	if err != nil || *archive == "" || *version == "" || *revision == "" || flags.NArg() == 0 {
		return errors.New("app-image needs --archive, --version, --revision, --created and the folders that become layers, lowest first")
	}
	annotations := map[string]string{
		createdAnnotation:                      date.UTC().Format(time.RFC3339),
		"org.opencontainers.image.title":       "Tagfast",
		"org.opencontainers.image.description": "Makes image tags mean what Kubernetes assumes",
		"org.opencontainers.image.licenses":    "Apache-2.0",
		"org.opencontainers.image.version":     *version,
		"org.opencontainers.image.revision":    *revision,
	}
	var layers [][]byte
	for _, folder := range flags.Args() {
		made, err := folderLayer(folder)
		if err != nil {
			return err
		}
		layers = append(layers, made)
	}
	config := jvmConfig()
	if *native {
		config = nativeConfig()
	}
	// Who looks at the image alone, by `docker inspect`, sees labels and not annotations.
	config["Labels"] = annotations
	made, err := imageOf(layers, config, annotations)
	if err != nil {
		return err
	}
	return writeArchive(*archive, made)
}

// jvmConfig is as src/main/docker/Dockerfile.jvm has it.
func jvmConfig() map[string]any {
	return configOf([]string{"PATH=/opt/java/bin", "JAVA_HOME=/opt/java", "LANG=C.UTF-8"},
		"/opt/java/bin/java", "@/app/jvm.options", "-XX:AOTCache=/app/app.aot", "-jar", "/app/quarkus-run.jar")
}

// nativeConfig is as src/main/docker/Dockerfile.native has it: the limit of the heap can be replaced by a pod's args.
func nativeConfig() map[string]any {
	config := configOf([]string{"LANG=C.UTF-8"}, "/app/tagfast")
	config["Cmd"] = []string{"-Xmx64m", "-XX:+ExitOnOutOfMemoryError"}
	return config
}

func configOf(environment []string, entrypoint ...string) map[string]any {
	return map[string]any{
		"User":         unprivileged,
		"Env":          append(environment, "QUARKUS_HTTP_HOST=0.0.0.0", "MALLOC_ARENA_MAX=1"),
		"ExposedPorts": map[string]any{"8080/tcp": map[string]any{}},
		"WorkingDir":   "/app",
		"Entrypoint":   entrypoint,
	}
}

// dateOfFiles is that of all files in our images: the same contents make the same layer, and layers that did not change
// are shared by versions. Not zero, because the JVM holds the dates of the jars against those in its AOT cache, which
// .ci/app-image.sh trained with the same one.
var dateOfFiles = time.Unix(315532800, 0) // 1980-01-01T00:00:00Z, the first date that a zip can hold

// folderLayer is a tar of everything below a folder, in the order of the names, owned by root and of one date.
func folderLayer(folder string) ([]byte, error) {
	var out bytes.Buffer
	writer := tar.NewWriter(&out)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		return addEntry(writer, folder, path, entry)
	})
	if err != nil {
		return nil, err
	}
	// Before the bytes are taken: closing writes the padding and the end.
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func addEntry(writer *tar.Writer, folder, path string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil {
		return err
	}
	link := ""
	if info.Mode()&fs.ModeSymlink != 0 {
		if link, err = os.Readlink(path); err != nil {
			return err
		}
	}
	from, err := tar.FileInfoHeader(info, link)
	if err != nil {
		return err
	}
	name, err := filepath.Rel(folder, path)
	if err != nil {
		return err
	}
	if entry.IsDir() {
		name += "/"
	}
	header := &tar.Header{Name: name, Linkname: link, Mode: from.Mode, Size: from.Size, Typeflag: from.Typeflag,
		ModTime: dateOfFiles}
	if err := writer.WriteHeader(header); err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, err = writer.Write(content)
	return err
}

// pushImage pushes an OCI archive, for who has no skopeo.
func pushImage(arguments []string) error {
	flags := flag.NewFlagSet("push-image", flag.ContinueOnError)
	registry := flags.String("registry", "", "host and port; plain HTTP")
	reference := flags.String("ref", "", "repository and tag, e.g. tagfast:dev")
	archive := flags.String("archive", "", "an OCI archive with one image")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *registry == "" || *reference == "" || *archive == "" {
		return errors.New("push-image needs --registry, --ref and --archive")
	}
	read, err := readArchive(*archive)
	if err != nil {
		return err
	}
	digest, err := push(*registry, *reference, read)
	if err != nil {
		return err
	}
	fmt.Println(digest)
	return nil
}

// The layout of an archive: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
const (
	layoutFile   = "oci-layout"
	indexFile    = "index.json"
	blobsFolder  = "blobs/sha256/"
	digestPrefix = "sha256:"
)

func writeArchive(path string, written image) error {
	manifest := digestOf(written.manifest)
	index, err := json.Marshal(map[string]any{
		"schemaVersion": 2,
		"manifests":     []descriptor{{manifestType, manifest, len(written.manifest)}},
	})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	writer := tar.NewWriter(&out)
	add(writer, layoutFile, 0o644, []byte(`{"imageLayoutVersion":"1.0.0"}`))
	add(writer, indexFile, 0o644, index)
	add(writer, blobsFolder+manifest[len(digestPrefix):], 0o644, written.manifest)
	for _, digest := range slices.Sorted(maps.Keys(written.blobs)) {
		add(writer, blobsFolder+digest[len(digestPrefix):], 0o644, written.blobs[digest])
	}
	if err := writer.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func readArchive(path string) (image, error) {
	file, err := os.Open(path)
	if err != nil {
		return image{}, err
	}
	defer file.Close()
	read := image{blobs: map[string][]byte{}}
	var index struct{ Manifests []descriptor }
	for reader := tar.NewReader(file); ; {
		header, err := reader.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return image{}, fmt.Errorf("%s is no OCI archive: %w", path, err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return image{}, err
		}
		switch {
		case header.Name == indexFile:
			if err := json.Unmarshal(content, &index); err != nil {
				return image{}, fmt.Errorf("%s: %s: %w", path, indexFile, err)
			}
		case header.Name != layoutFile && header.Typeflag == tar.TypeReg:
			read.blobs[digestOf(content)] = content
		}
	}
	if len(index.Manifests) != 1 {
		return image{}, fmt.Errorf("%s has %d images; one is expected", path, len(index.Manifests))
	}
	manifest := index.Manifests[0].Digest
	read.manifest = read.blobs[manifest]
	if read.manifest == nil {
		return image{}, fmt.Errorf("%s lacks its manifest %s", path, manifest)
	}
	delete(read.blobs, manifest)
	return read, nil
}

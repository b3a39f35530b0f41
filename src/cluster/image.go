package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
)

// image is an OCI image in memory: blobs by digest, and the manifest that a tag will name.
type image struct {
	blobs    map[string][]byte
	manifest []byte
}

const manifestType = "application/vnd.oci.image.manifest.v1+json"

// unprivileged is the user of all our images: a number, so that Kubernetes sees that it is not root.
const unprivileged = "65532:65532"

type descriptor struct {
	MediaType string `json:"mediaType"`
	Digest    string `json:"digest"`
	Size      int    `json:"size"`
}

// programImage holds one static program and nothing else but the files given, as layers of their own: two
// flavours share the program's layer. The same contents make the same digest, on every machine.
func programImage(program string, name string, files map[string]string) (image, error) {
	executable, err := os.ReadFile(program)
	if err != nil {
		return image{}, err
	}
	layers := [][]byte{layer(name, 0o755, executable)}
	for file, content := range files {
		layers = append(layers, layer(file, 0o644, []byte(content)))
	}
	return imageOf(layers, map[string]any{"Entrypoint": []string{"/" + name}, "User": unprivileged}, nil)
}

// createdAnnotation is when the image was made; the configuration has a field of its own for it.
const createdAnnotation = "org.opencontainers.image.created"

// imageOf is an image of these layers, tars, lowest first, that runs by this configuration, with these annotations:
// https://github.com/opencontainers/image-spec/blob/main/annotations.md
func imageOf(layers [][]byte, run map[string]any, annotations map[string]string) (image, error) {
	made := image{blobs: map[string][]byte{}}
	var descriptors []descriptor
	var digests []string
	for _, content := range layers {
		// Not compressed, so that the digest of the blob is that of its content, and nothing waits for gzip.
		added := made.add("application/vnd.oci.image.layer.v1.tar", content)
		descriptors, digests = append(descriptors, added), append(digests, added.Digest)
	}
	configuration := map[string]any{
		"architecture": runtime.GOARCH,
		"os":           "linux",
		"config":       run,
		"rootfs":       map[string]any{"type": "layers", "diff_ids": digests},
	}
	if created, ok := annotations[createdAnnotation]; ok {
		configuration["created"] = created
	}
	config, err := json.Marshal(configuration)
	if err != nil {
		return image{}, err
	}
	manifest := map[string]any{
		"schemaVersion": 2,
		"mediaType":     manifestType,
		"config":        made.add("application/vnd.oci.image.config.v1+json", config),
		"layers":        descriptors,
	}
	if len(annotations) > 0 {
		manifest["annotations"] = annotations
	}
	made.manifest, err = json.Marshal(manifest)
	return made, err
}

func (i image) add(mediaType string, content []byte) descriptor {
	digest := digestOf(content)
	i.blobs[digest] = content
	return descriptor{mediaType, digest, len(content)}
}

// layer is a tar of one file, without times or owners that would differ from build to build.
func layer(name string, mode int64, content []byte) []byte {
	var out bytes.Buffer
	writer := tar.NewWriter(&out)
	add(writer, name, mode, content)
	_ = writer.Close()
	return out.Bytes()
}

// add writes one file to an archive in memory.
func add(writer *tar.Writer, name string, mode int64, content []byte) {
	// Writing to memory cannot fail, and the header's size is the content's.
	_ = writer.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(content)), Typeflag: tar.TypeReg})
	_, _ = writer.Write(content)
}

func digestOf(content []byte) string {
	return fmt.Sprintf("sha256:%x", sha256.Sum256(content))
}

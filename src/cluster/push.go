package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// push uploads an image to a registry that speaks plain HTTP, and answers the digest that the tag has then.
func push(registry, reference string, pushed image) (string, error) {
	repository, tag, ok := strings.Cut(reference, ":")
	if !ok {
		return "", fmt.Errorf("%q has no tag: write it like pizza:2018-05-12", reference)
	}
	base := "http://" + registry + "/v2/" + repository
	for digest, content := range pushed.blobs {
		if err := pushBlob(base, digest, content); err != nil {
			return "", fmt.Errorf("%s/%s: %w", registry, reference, err)
		}
	}
	_, err := ask(http.MethodPut, base+"/manifests/"+tag, manifestType, pushed.manifest, http.StatusCreated)
	if err != nil {
		return "", fmt.Errorf("%s/%s: %w", registry, reference, err)
	}
	return digestOf(pushed.manifest), nil
}

func pushBlob(base, digest string, content []byte) error {
	if _, err := ask(http.MethodHead, base+"/blobs/"+digest, "", nil, http.StatusOK); err == nil {
		return nil // another flavour brought it
	}
	answer, err := ask(http.MethodPost, base+"/blobs/uploads/", "", nil, http.StatusAccepted)
	if err != nil {
		return err
	}
	upload, err := answer.Location()
	if err != nil {
		return err
	}
	query := upload.Query() // it has a state of the registry's in it already
	query.Set("digest", digest)
	upload.RawQuery = query.Encode()
	_, err = ask(http.MethodPut, upload.String(), "application/octet-stream", content, http.StatusCreated)
	return err
}

func ask(method, address, contentType string, body []byte, wanted int) (*http.Response, error) {
	if _, err := url.Parse(address); err != nil {
		return nil, err
	}
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != wanted {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 1000))
		return nil, fmt.Errorf("%s %s: %s %s", method, address, answer.Status, said)
	}
	return answer, nil
}

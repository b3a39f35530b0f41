package main

import (
	"io"
	"strings"
	"testing"
)

func TestCompiledPackagesAreCountedAndErrorsPassedOn(t *testing.T) {
	var told strings.Builder
	reader, writer := io.Pipe()
	done := make(chan struct{})
	go func() {
		progress{tell: &told}.read(reader)
		close(done)
	}()

	writer.Write([]byte("internal/abi\nk8s.io/api/core/v1\nstore.go:1:2: undefined: x\n"))
	writer.Close()
	<-done

	if !strings.Contains(told.String(), "store.go:1:2: undefined: x\n") {
		t.Errorf("the compiler's message is missing: %q", told.String())
	}
	if !strings.Contains(told.String(), "2 packages compiled") {
		t.Errorf("the count is missing: %q", told.String())
	}
}

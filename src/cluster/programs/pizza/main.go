// Command pizza answers every request with the flavour of the image it came in: what the tests and the
// demo ask pods to find out which program really runs behind one tag.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// The flavour lies in the image, not in an environment variable of the pod: two flavours must differ in
// nothing but what was pushed.
const flavourFile = "/flavour"

// A flavour that begins so ends at once, with exit code 1.
const burnt = "burnt"

func main() {
	flavour, err := os.ReadFile(flavourFile)
	if err != nil {
		fmt.Fprintln(os.Stderr, "this image has no flavour:", err)
		os.Exit(1)
	}
	// What a rollout does whose program cannot start, a test has to see: nobody is served a burnt pizza.
	if strings.HasPrefix(string(flavour), burnt) {
		fmt.Fprintln(os.Stderr, "this pizza is burnt")
		os.Exit(1)
	}
	server := &http.Server{Addr: ":8080", Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, strings.TrimSpace(string(flavour)))
	})}
	ended, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() {
		<-ended.Done()
		_ = server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Command listener is a sink for CloudEvents: it takes every POST and tells, to who asks by GET, one line for each:
// type, subject, id. What the stories and tests use to see that reports arrive.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
)

// Enough to find a report, and no more than a line.
type event struct {
	Type    string `json:"type"`
	Subject string `json:"subject"`
	ID      string `json:"id"`
}

type heard struct {
	lock  sync.Mutex
	lines []string
}

func (h *heard) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if request.Method != http.MethodPost {
		h.lock.Lock()
		defer h.lock.Unlock()
		fmt.Fprintln(w, strings.Join(h.lines, "\n"))
		return
	}
	body, err := io.ReadAll(io.LimitReader(request.Body, 1<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	one := event{request.Header.Get("ce-type"), request.Header.Get("ce-subject"), request.Header.Get("ce-id")}
	if one.Type == "" { // structured mode
		if err := json.Unmarshal(body, &one); err != nil {
			http.Error(w, "neither ce- headers nor an event in JSON: "+err.Error(), http.StatusBadRequest)
			return
		}
	}
	line := strings.Join([]string{one.Type, one.Subject, one.ID}, " ")
	h.lock.Lock()
	h.lines = append(h.lines, line)
	h.lock.Unlock()
	fmt.Println(line)
	w.WriteHeader(http.StatusAccepted)
}

func main() {
	server := &http.Server{Addr: ":8080", Handler: &heard{}}
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

// Program referrers-registry serves a registry in memory that has the referrers API, which no version of CNCF
// Distribution has, and tells of its pushes and deletes as Distribution does.
//
//	NOTIFY_URL=http://127.0.0.1:8080/webhooks/hub NOTIFY_SECRET=… referrers-registry
//
// It listens on a free loopback port, which is the one line that it prints.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
)

var manifestPath = regexp.MustCompile(`^/v2/(.+)/manifests/([^/]+)$`)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr())
	notifier := &notifier{url: os.Getenv("NOTIFY_URL"), secret: os.Getenv("NOTIFY_SECRET")}
	served := registry.New(registry.WithReferrersSupport(true))
	if err := http.Serve(listener, withEvents(served, notifier)); err != nil {
		os.Exit(1)
	}
}

// withEvents tells of what succeeded, and adds the header OCI-Subject: without it clients write the fallback tag too.
func withEvents(next http.Handler, notifier *notifier) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := manifestPath.FindStringSubmatch(r.URL.Path)
		if path == nil || (r.Method != http.MethodPut && r.Method != http.MethodDelete) {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		var manifest struct{ Subject struct{ Digest string } }
		if json.Unmarshal(body, &manifest) == nil && manifest.Subject.Digest != "" {
			w.Header().Set("OCI-Subject", manifest.Subject.Digest)
		}
		answer := &statusRecorder{ResponseWriter: w}
		next.ServeHTTP(answer, r)
		if answer.status < 300 {
			notifier.tell(event(r, path[1], path[2], body))
		}
	})
}

func event(r *http.Request, repository, reference string, body []byte) map[string]any {
	target := map[string]any{"repository": repository}
	if r.Method == http.MethodPut {
		target["mediaType"] = r.Header.Get("Content-Type")
		target["digest"] = fmt.Sprintf("sha256:%x", sha256.Sum256(body))
	}
	if strings.Contains(reference, ":") {
		target["digest"] = reference
	} else {
		target["tag"] = reference
	}
	action := map[string]string{http.MethodPut: "push", http.MethodDelete: "delete"}[r.Method]
	return map[string]any{
		"id":        fmt.Sprintf("%d", time.Now().UnixNano()),
		"timestamp": time.Now().UTC().Format(time.RFC3339Nano),
		"action":    action,
		"target":    target,
		"request":   map[string]any{"host": r.Host, "method": r.Method, "useragent": r.UserAgent()},
	}
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (s *statusRecorder) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// notifier sends one event after the other, each until it is taken, like Distribution's queue.
type notifier struct {
	url, secret string
	one         sync.Mutex
}

func (n *notifier) tell(event map[string]any) {
	n.one.Lock()
	defer n.one.Unlock()
	body, _ := json.Marshal(map[string]any{"events": []any{event}})
	for !n.taken(body) {
		time.Sleep(200 * time.Millisecond)
	}
}

func (n *notifier) taken(body []byte) bool {
	request, err := http.NewRequest(http.MethodPost, n.url, bytes.NewReader(body))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	request.Header.Set("Content-Type", "application/vnd.docker.distribution.events.v1+json")
	request.Header.Set("Authorization", n.secret)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode < 300
}

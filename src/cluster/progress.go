package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// everySoOften is short enough that a person sees that the build goes on, and long enough for a log.
const everySoOften = 10 * time.Second

// packagePath matches a line of `go build -v`: the import path of one package, nothing else.
var packagePath = regexp.MustCompile(`^[A-Za-z0-9_.~/-]+$`)

// progress reads what `go build -v` prints, counts the compiled packages, and passes on all other lines.
// It tells the count every ten seconds; the packages that Go has in its own cache are never printed.
type progress struct {
	total int
	tell  io.Writer
	tick  <-chan time.Time
}

func (p progress) read(output io.Reader) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(output)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
		io.Copy(io.Discard, output)
	}()
	begun, compiled := time.Now(), 0
	for {
		select {
		case line, more := <-lines:
			if !more {
				if compiled > 0 {
					fmt.Fprintf(p.tell, "  %d packages compiled and linked\n", compiled)
				}
				return
			}
			if packagePath.MatchString(line) {
				compiled++
			} else {
				fmt.Fprintln(p.tell, line)
			}
		case <-p.tick:
			fmt.Fprintf(p.tell, "  %s after %s\n", p.count(compiled), time.Since(begun).Round(time.Second))
		}
	}
}

func (p progress) count(compiled int) string {
	if p.total == 0 {
		return fmt.Sprintf("%d packages compiled", compiled)
	}
	return fmt.Sprintf("%d of at most %d packages compiled, then linking", compiled, p.total)
}

// countPackages asks Go how many packages a build compiles at most; 0 where it does not say.
func countPackages(folder string, env []string, packages string) int {
	list := exec.Command("go", "list", "-deps", packages)
	list.Dir, list.Env, list.Stderr = folder, env, os.Stderr
	names, err := list.Output()
	if err != nil {
		return 0
	}
	return strings.Count(string(names), "\n")
}

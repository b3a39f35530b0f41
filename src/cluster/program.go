package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// program is one server of the cluster: started, stopped and started again with the same arguments.
type program struct {
	name      string
	path      string
	arguments []string
	environ   []string       // besides the launcher's own
	folder    string         // working directory; empty is the launcher's
	log       string         // file that both outputs are appended to
	goodbye   syscall.Signal // what stops it
	namespace uintptr        // clone flags of namespaces of its own
	privately bool           // with a standard input that the launcher writes to
	vital     bool           // its end is the end of the process that started it
	impatient bool           // ends by itself where the API server takes ten seconds; then it is started again

	mutex   sync.Mutex
	process *exec.Cmd
	input   *os.File
	ended   chan struct{}
	wanted  bool
}

// starters starts processes from one thread that lives as long as the launcher. Linux sends a child its
// parent-death signal when the *thread* that started it ends, and Go moves goroutines between threads.
var starters = func() chan func() {
	jobs := make(chan func())
	go func() {
		runtime.LockOSThread()
		for job := range jobs {
			job()
		}
	}()
	return jobs
}()

func (p *program) start() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.running() {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(p.log), 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	command := exec.Command(p.path, p.arguments...)
	command.Dir, command.Env = p.folder, append(os.Environ(), p.environ...)
	command.Stdout, command.Stderr = log, log
	// Killed launcher, killed cluster. Its own process group: Ctrl-C in a terminal is the launcher's, which
	// stops things in their order.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true, Cloneflags: p.namespace}
	if p.privately {
		read, write, err := os.Pipe()
		if err != nil {
			return err
		}
		defer read.Close()
		command.Stdin, p.input = read, write
	}
	failed := make(chan error)
	starters <- func() { failed <- command.Start() }
	if err := <-failed; err != nil {
		return fmt.Errorf("%s does not start: %w", p.name, err)
	}
	p.process, p.ended, p.wanted = command, make(chan struct{}), true
	go p.watch(command, p.ended)
	return nil
}

// watch says so when a program ends that nobody stopped: the tests that follow fail for that reason.
func (p *program) watch(command *exec.Cmd, ended chan struct{}) {
	err := command.Wait()
	p.mutex.Lock()
	unexpected := p.wanted
	close(ended)
	p.mutex.Unlock()
	if unexpected {
		fmt.Fprintf(os.Stderr, "%s ended by itself (%v); its log %s closes with:\n%s\n", p.name, err, p.log, tail(p.log))
		if p.vital {
			os.Exit(1)
		}
	}
}

// running needs the mutex.
func (p *program) running() bool {
	if p.process == nil {
		return false
	}
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// stop waits until the program is gone; one that does not go within ten seconds is killed.
func (p *program) stop() {
	p.mutex.Lock()
	if !p.running() {
		p.mutex.Unlock()
		return
	}
	p.wanted = false
	ended := p.ended
	_ = p.process.Process.Signal(p.goodbye)
	p.mutex.Unlock()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		_ = p.process.Process.Kill()
		<-ended
	}
}

// tail is the end of a log, for an error that a person reads.
func tail(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	return "  " + strings.Join(lines[max(0, len(lines)-8):], "\n  ")
}

// failed: it ended and nobody had stopped it.
func (p *program) failed() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.process != nil && p.wanted && !p.running()
}

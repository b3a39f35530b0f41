// Command pause holds the namespaces of a pod and does nothing else; the usual image of that name
// cannot be pulled on a machine that reaches package registries only.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// As process 1 of its namespace it would never get a signal that it does not ask for, and every
	// pod would take its whole grace period to stop.
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	<-ended
}

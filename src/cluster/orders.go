package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// orderSocket is where the cluster of `up`, which has no standard input, is told what to do.
const orderSocket = "orders"

// order is a line of somebody who waits for the answer.
type order struct {
	words  []string
	answer chan string
}

func (c *cluster) answer(words []string) string {
	if err := c.obey(words); err != nil {
		return "ERROR " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	// Two words: a third is the secret of a notification, and answers end up in logs.
	return "OK " + strings.Join(words[:min(2, len(words))], " ")
}

// readOrders takes them from standard input, until it closes.
func readOrders(orders chan<- order) {
	defer close(orders)
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		if said := give(orders, input.Text()); said != "" {
			fmt.Println(said)
		}
	}
}

// takeOrders takes one from each connection. A folder whose name is too long for a socket costs no more than this.
func takeOrders(path string, orders chan<- order) {
	_ = os.Remove(path)
	socket, err := net.Listen("unix", path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "`tell` will not work:", err)
		return
	}
	go func() {
		for {
			connection, err := socket.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				line, _ := bufio.NewReader(connection).ReadString('\n')
				fmt.Fprintln(connection, give(orders, line))
			}()
		}
	}()
}

func give(orders chan<- order, line string) string {
	words := strings.Fields(line)
	if len(words) == 0 {
		return ""
	}
	given := order{words, make(chan string, 1)}
	orders <- given
	return <-given.answer
}

// tell gives an order to the cluster of `up`.
func tell(p places, words []string) error {
	if len(words) == 0 {
		return errors.New("tell it what? " + knownOrders)
	}
	if holder(p.run) == 0 {
		return errors.New("no cluster runs; `make cluster` starts one")
	}
	connection, err := net.Dial("unix", filepath.Join(p.run, orderSocket))
	if err != nil {
		return fmt.Errorf("the cluster takes no orders: %w", err)
	}
	defer connection.Close()
	if _, err := fmt.Fprintln(connection, strings.Join(words, " ")); err != nil {
		return err
	}
	said, err := bufio.NewReader(connection).ReadString('\n')
	if failure, failed := strings.CutPrefix(strings.TrimSpace(said), "ERROR "); failed {
		return errors.New(failure)
	}
	fmt.Print(said)
	return err
}

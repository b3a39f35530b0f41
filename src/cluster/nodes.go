package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
)

var nodeNames = []string{"node1", "node2", "node3"}

// prepareNodes makes the nodes' namespaces, in which three containerds begin to start, and their link to this
// machine. It comes before the control plane: API server and registry listen at this machine's end of it.
func (c *cluster) prepareNodes() error {
	var err error
	if c.network, err = claimNetwork(); err != nil {
		return err
	}
	c.host, c.services = c.network.host(), c.network.services()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	inside := c.add(&program{
		name: "nodes", path: self, arguments: []string{insideCommand}, privately: true,
		// SIGKILL is enough: it is process 1 of its namespace, and all that runs there ends with it.
		goodbye:   syscall.SIGKILL,
		namespace: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS | syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC,
	})
	if err := inside.start(); err != nil {
		return err
	}
	if err := c.network.connect(inside.process.Process.Pid); err != nil {
		return err
	}
	if err := c.prepareRegistry(); err != nil {
		return err
	}
	plan, err := json.Marshal(nodesPlan{
		Folder: c.folder, Network: c.network, Binaries: c.binary(""), CNI: cniFolder(),
		Pause: c.registry.address + "/" + pauseImage,
	})
	if err != nil {
		return err
	}
	_, err = inside.input.Write(append(plan, '\n'))
	return err
}

// startNodes comes back when pods can run.
func (c *cluster) startNodes() error {
	inside, err := c.program("nodes")
	if err != nil {
		return err
	}
	if err := c.registryReady(); err != nil {
		return err
	}
	if err := c.pushPause(); err != nil {
		return err
	}
	if err := c.controlPlaneReady(); err != nil {
		return err
	}
	if _, err := io.WriteString(inside.input, "kubelets\n"); err != nil {
		return err
	}
	return c.until("the nodes", c.nodesReady)
}

// nodesReady: all of them are, and none still carries the taint that keeps pods away for a second more.
func (c *cluster) nodesReady(ctx context.Context) error {
	body, err := c.api(ctx, "/api/v1/nodes")
	if err != nil {
		return err
	}
	var nodes struct {
		Items []struct {
			Metadata struct{ Name string }
			Spec     struct{ Taints []struct{ Key string } }
			Status   struct {
				Conditions []struct{ Type, Status, Message string }
			}
		}
	}
	if err := json.Unmarshal(body, &nodes); err != nil {
		return err
	}
	var waiting []string
	for _, node := range nodes.Items {
		for _, condition := range node.Status.Conditions {
			if condition.Type == "Ready" && condition.Status != "True" {
				waiting = append(waiting, node.Metadata.Name+": "+condition.Message)
			}
		}
		for _, taint := range node.Spec.Taints {
			waiting = append(waiting, node.Metadata.Name+" has the taint "+taint.Key)
		}
	}
	if len(nodes.Items) < len(nodeNames) || len(waiting) > 0 {
		return fmt.Errorf("%d of %d nodes there; %s", len(nodes.Items), len(nodeNames), strings.Join(waiting, "; "))
	}
	return nil
}

// scheduler is registered after the API server, with which it starts.
func (c *cluster) scheduler() {
	c.add(&program{
		name: "scheduler", path: c.binary("kube-scheduler"), goodbye: syscall.SIGKILL, impatient: true,
		arguments: []string{
			"--kubeconfig=" + c.file("keys/scheduler.kubeconfig"), "--leader-elect=false", "--secure-port=0",
		},
	})
}

package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// network is one of the slots of this machine: a number that every name and address of a cluster with
// nodes derives from, so that several clusters run side by side and none touches what is not its own.
//
//	10.200+n.0.0/17     pods, on a bridge inside the nodes' network namespace
//	10.200+n.128.0/18   Services
//	10.200+n.255.0/24   the link: .1 is this machine, .2 and following are the nodes
//
// Bridge, kube-proxy's rules and the nodes' end of the link live in that namespace and go with it, however
// the run ends; this machine's own firewall and forwarding are never changed.
type network struct {
	Slot int
	lock *os.File
}

const (
	slots      = 10
	slotFolder = "/run/tagfast-cluster"
)

func (n network) address(format string) string { return fmt.Sprintf("10.%d.", 200+n.Slot) + format }
func (n network) host() string                 { return n.address("255.1") }
func (n network) node(index int) string        { return n.address("255." + strconv.Itoa(2+index)) }
func (n network) pods() string                 { return n.address("0.0/17") }
func (n network) gateway() string              { return n.address("0.1") }
func (n network) services() string             { return n.address("128.0/18") }
func (n network) dns() string                  { return n.address("128.10") } // the tenth of Services, as everywhere
func (n network) link() string                 { return "tagfast" + strconv.Itoa(n.Slot) }

// cgroup is the root of all cgroups of a node. With a common one every kubelet takes the others' pods for
// orphans and kills them.
func (n network) cgroup(node string) string { return fmt.Sprintf("tagfast-%d-%s", n.Slot, node) }

// claimNetwork takes the first free slot, and removes what killed runs left in any.
func claimNetwork() (network, error) {
	sweepSlots()
	for slot := range slots {
		n, err := tryNetwork(slot)
		if err != nil {
			continue
		}
		n.clean()
		if !n.taken() {
			return n, nil
		}
		n.lock.Close()
	}
	return network{}, errors.New("all of 10.200.0.0/16 to 10.209.0.0/16 are in use on this machine")
}

func tryNetwork(slot int) (network, error) {
	if err := os.MkdirAll(slotFolder, 0o755); err != nil { // the last run to end took it away
		return network{}, err
	}
	path := filepath.Join(slotFolder, "slot"+strconv.Itoa(slot))
	lock, err := lockFile(path, syscall.LOCK_EX|syscall.LOCK_NB)
	return network{slot, lock}, err
}

// taken: somebody else's interface has addresses where ours would be.
func (n network) taken() bool {
	addresses, err := net.InterfaceAddrs()
	for _, a := range addresses {
		if strings.HasPrefix(a.String(), n.address("")) {
			return true
		}
	}
	return err != nil
}

// connect makes the link between this machine and the namespace of a process.
func (n network) connect(process int) error {
	return ip(
		"link add "+n.link()+" type veth peer name uplink netns "+strconv.Itoa(process),
		"addr add "+n.host()+"/24 dev "+n.link(),
		"link set "+n.link()+" up",
		// From here pods and Services are reached by their addresses.
		"route add "+n.pods()+" via "+n.node(0),
		"route add "+n.services()+" via "+n.node(0),
	)
}

// clean removes what the end of the namespace did not: cgroups, and the link where the kernel is slow.
func (n network) clean() {
	_ = ip("link delete " + n.link())
	for _, node := range nodeNames {
		removeCgroup(n.cgroup(node))
	}
}

func (n network) release() {
	if n.lock == nil {
		return
	}
	n.clean()
	_ = os.Remove(n.lock.Name())
	n.lock.Close()
	_ = os.Remove(slotFolder) // succeeds when it was the last
}

// sweepSlots cleans all slots that nobody holds.
func sweepSlots() {
	found, _ := filepath.Glob(filepath.Join(slotFolder, "slot*"))
	for _, path := range found {
		slot, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(path), "slot"))
		if err != nil {
			continue
		}
		if n, err := tryNetwork(slot); err == nil {
			n.release()
		}
	}
}

// ip runs lines of the ip command; the first that fails ends it.
func ip(lines ...string) error {
	for _, line := range lines {
		if said, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %w: %s", line, err, strings.TrimSpace(string(said)))
		}
	}
	return nil
}

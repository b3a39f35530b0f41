package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// startContainers sets up the network inside and starts a containerd per node.
func (n nodesPlan) startContainers() error {
	lines := []string{"link set lo up"}
	for index := range nodeNames {
		lines = append(lines, "addr add "+n.Network.node(index)+"/24 dev uplink")
	}
	lines = append(lines, "link set uplink up", "route add default via "+n.Network.host())
	if err := ip(lines...); err != nil {
		return err
	}
	// Of this namespace only: pods reach this machine through it.
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644); err != nil {
		return err
	}
	plugins, err := n.podNetwork()
	if err != nil {
		return err
	}
	if err := writeFiles(n.file(), map[string]string{"cni/10-tagfast.conflist": plugins}); err != nil {
		return err
	}
	for _, node := range nodeNames {
		if err := writeFiles(n.file(node), map[string]string{"containerd.toml": n.containerdConfig(node)}); err != nil {
			return err
		}
		containerd := n.program(node+"-containerd", "containerd")
		containerd.arguments = []string{"--config", n.file(node, "containerd.toml")}
		if err := containerd.start(); err != nil {
			return err
		}
	}
	return nil
}

// program is one that runs inside; its log lies beside the others of the run. Without it there are no three nodes, so
// all of them end: the launcher says why.
func (n nodesPlan) program(name, path string) *program {
	if found, err := exec.LookPath(path); err == nil {
		path = found
	}
	return &program{name: name, path: path, log: n.Folder + "/logs/" + name + ".log", goodbye: syscall.SIGKILL, vital: true}
}

func containerdSocket(node string) string { return "/run/" + node + "/containerd.sock" }

// pullPause fetches the pause image ahead, so that a pod can start while the registry is stopped.
func (n nodesPlan) pullPause(node string) error {
	var err error
	var said []byte
	for range 100 { // containerd needs a moment until it listens
		said, err = exec.Command("ctr", "--address", containerdSocket(node), "--namespace", "k8s.io",
			"images", "pull", "--plain-http", n.Pause).CombinedOutput()
		if err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("%s cannot pull %s: %w: %s", node, n.Pause, err, said)
}

func (n nodesPlan) containerdConfig(node string) string {
	return fmt.Sprintf(`version = 2
root = %q
state = "/run/%[2]s/containerd"
# opt makes /opt/containerd; the snapshotters want file systems that are not here
disabled_plugins = [
  "io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
]
[grpc]
  address = %[3]q
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = %[4]q
  # without CAP_SYS_RESOURCE runc fails otherwise, with "can't get final child's PID from pipe: EOF"
  restrict_oom_score_adj = true
  # a profile would stay loaded in the kernel
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = %[5]q
    conf_dir = %[6]q
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = %[7]q
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "/run/%[2]s/runc"
`, n.file(node, "containerd"), node, containerdSocket(node), n.Pause, n.CNI, n.file("cni"), n.Folder+"/certs.d")
}

// podNetwork is one bridge for the pods of all nodes; the common dataDir keeps their addresses apart.
func (n nodesPlan) podNetwork() (string, error) {
	text, err := json.MarshalIndent(map[string]any{
		"cniVersion": "0.4.0",
		"name":       "tagfast",
		"plugins": []any{map[string]any{
			"type": "bridge", "bridge": "pods", "isGateway": true, "hairpinMode": true,
			"ipam": map[string]any{
				"type": "host-local", "dataDir": "/run/cni-addresses",
				"ranges": [][]any{{map[string]string{"subnet": n.Network.pods(), "gateway": n.Network.gateway()}}},
				"routes": []any{map[string]string{"dst": "0.0.0.0/0"}},
			},
		}},
	}, "", "  ")
	return string(text), err
}

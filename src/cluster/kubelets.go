package main

import (
	"fmt"
	"path/filepath"
	"sync"
)

// startKubelets makes three nodes of three containerds, and Services of kube-proxy's rules.
func (n nodesPlan) startKubelets() error {
	failures := make(chan error, len(nodeNames))
	var pulling sync.WaitGroup
	for _, node := range nodeNames {
		pulling.Go(func() { failures <- n.pullPause(node) })
	}
	pulling.Wait()
	for range nodeNames {
		if err := <-failures; err != nil {
			return err
		}
	}
	for index, node := range nodeNames {
		if err := makeCgroup(n.Network.cgroup(node)); err != nil {
			return err
		}
		if err := writeFiles(n.file(node), map[string]string{"kubelet.yaml": n.kubeletConfig(index, node)}); err != nil {
			return err
		}
		kubelet := n.program(node+"-kubelet", filepath.Join(n.Binaries, "kubelet"))
		kubelet.arguments = []string{
			"--config=" + n.file(node, "kubelet.yaml"),
			"--kubeconfig=" + filepath.Join(n.Folder, "keys", node+".kubeconfig"),
			"--root-dir=" + n.file(node, "kubelet"), "--cert-dir=" + n.file(node, "kubelet-pki"),
			"--hostname-override=" + node, "--node-ip=" + n.Network.node(index),
		}
		if err := kubelet.start(); err != nil {
			return err
		}
	}
	// One for all three: they share one kernel's rules.
	if err := writeFiles(n.file(), map[string]string{"kube-proxy.yaml": n.proxyConfig()}); err != nil {
		return err
	}
	proxy := n.program("kube-proxy", filepath.Join(n.Binaries, "kube-proxy"))
	proxy.arguments = []string{"--config=" + n.file("kube-proxy.yaml")}
	return proxy.start()
}

// Each node has an address of its own, so the kubelets' ports do not meet. Nothing is evicted and no image is
// collected: the disk is the developer's, and a test must not fail because it is full to 85 %. Pods ask the
// usual address for names, where nothing answers until somebody installs a DNS.
func (n nodesPlan) kubeletConfig(index int, node string) string {
	return fmt.Sprintf(`apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: %[1]s
healthzPort: 0
authentication:
  anonymous: {enabled: false}
  x509: {clientCAFile: %[2]q}
containerRuntimeEndpoint: unix://%[3]s
cgroupDriver: cgroupfs
cgroupRoot: /%[4]s
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
evictionHard: {memory.available: 1Mi, nodefs.available: 0%%, nodefs.inodesFree: 0%%, imagefs.available: 0%%, imagefs.inodesFree: 0%%}
imageGCHighThresholdPercent: 100
podLogsDir: %[5]q
volumePluginDir: %[6]q
resolvConf: %[7]q
clusterDomain: cluster.local
clusterDNS: [%[8]s]
registryPullQPS: 0
serializeImagePulls: false
nodeStatusReportFrequency: 10s
`, n.Network.node(index), filepath.Join(n.Folder, "keys/ca.crt"), containerdSocket(node), n.Network.cgroup(node),
		n.file(node, "pod-logs"), n.file(node, "volume-plugins"), n.file("resolv.conf"), n.Network.dns())
}

// masqueradeAll: pods of all nodes share a bridge, and without it an answer would go straight from pod to pod
// with an address that the asker never asked.
func (n nodesPlan) proxyConfig() string {
	return fmt.Sprintf(`apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: %q}
hostnameOverride: %s
bindAddress: %s
mode: iptables
iptables: {masqueradeAll: true, localhostNodePorts: false, minSyncPeriod: 100ms}
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
`, filepath.Join(n.Folder, "keys/proxy.kubeconfig"), nodeNames[0], n.Network.node(0))
}

package main

import (
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// controlPlane writes the keys and registers etcd, API server and controller manager.
func (c *cluster) controlPlane() error {
	var err error
	// etcd speaks without TLS, so on loopback in every strength.
	if c.etcdPort, err = freePort(loopback); err != nil {
		return err
	}
	peers, err := freePort(loopback)
	if err != nil {
		return err
	}
	if c.apiPort, err = freePort(c.host); err != nil {
		return err
	}
	if err := c.writeKeys(); err != nil {
		return err
	}
	clients := fmt.Sprintf("http://%s:%d", loopback, c.etcdPort)
	peer := fmt.Sprintf("http://%s:%d", loopback, peers)
	c.add(&program{
		name: "etcd", path: c.asset("etcd"), goodbye: syscall.SIGKILL,
		arguments: []string{
			"--name=tagfast", "--data-dir=" + c.file("etcd"),
			"--listen-client-urls=" + clients, "--advertise-client-urls=" + clients,
			"--listen-peer-urls=" + peer, "--initial-advertise-peer-urls=" + peer, "--initial-cluster=tagfast=" + peer,
			// The data live as long as the run; waiting for the disk made every write ten times slower.
			"--unsafe-no-fsync", "--log-level=warn",
		},
	})
	// SIGKILL: asked politely it keeps its port for up to a minute, for the sake of load balancers.
	c.add(&program{
		name: "apiserver", path: c.asset("kube-apiserver"), goodbye: syscall.SIGKILL,
		arguments: c.apiServerArguments(clients),
	})
	if manager := c.binary("kube-controller-manager"); isProgram(manager) {
		c.add(&program{
			name: "controller-manager", path: manager, goodbye: syscall.SIGKILL, impatient: true,
			arguments: []string{
				"--kubeconfig=" + c.file("keys/controller-manager.kubeconfig"),
				"--service-account-private-key-file=" + c.file("keys/service-accounts.key"),
				"--root-ca-file=" + c.file("keys/ca.crt"),
				// Each controller under its own account, as in real clusters: the manager's own role lets it do little
				// more than make them, and without this no Deployment gets a ReplicaSet.
				"--use-service-account-credentials=true",
				// One of each: an election costs seconds at the start and after each restart.
				"--leader-elect=false", "--secure-port=0", "--kube-api-qps=500", "--kube-api-burst=1000",
			},
		})
	}
	return nil
}

func (c *cluster) apiServerArguments(etcd string) []string {
	arguments := []string{
		"--etcd-servers=" + etcd,
		"--bind-address=" + c.host, "--advertise-address=" + c.host, "--secure-port=" + strconv.Itoa(c.apiPort),
		"--cert-dir=" + c.file("apiserver"),
		"--tls-cert-file=" + c.file("keys/apiserver.crt"), "--tls-private-key-file=" + c.file("keys/apiserver.key"),
		"--client-ca-file=" + c.file("keys/ca.crt"),
		"--kubelet-client-certificate=" + c.file("keys/admin.crt"), "--kubelet-client-key=" + c.file("keys/admin.key"),
		"--kubelet-preferred-address-types=InternalIP",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + c.file("keys/service-accounts.pub"),
		"--service-account-signing-key-file=" + c.file("keys/service-accounts.key"),
		"--service-cluster-ip-range=" + c.services,
		"--authorization-mode=Node,RBAC", "--allow-privileged=true", "--profiling=false",
		"--audit-policy-file=" + c.file("keys/audit-policy.yaml"), "--audit-log-path=" + c.file("audit.log"),
	}
	if c.strength == controlPlaneOnly {
		// No pod asks for the Service "kubernetes", and loopback is no valid endpoint of it.
		arguments = append(arguments, "--endpoint-reconciler-type=none")
	}
	return arguments
}

// writeKeys makes the certificates of this run, the kubeconfigs of its parts, and the one for people.
func (c *cluster) writeKeys() error {
	var err error
	if c.ca, err = newAuthority(); err != nil {
		return err
	}
	first, _, err := net.ParseCIDR(c.services)
	if err != nil {
		return err
	}
	service := first.To4()
	service[3]++ // the first address of the range is the API server's own Service
	server, err := c.ca.server([]net.IP{net.ParseIP(loopback), net.ParseIP(c.host), service})
	if err != nil {
		return err
	}
	if c.admin, err = c.ca.client("tagfast-admin", "system:masters"); err != nil {
		return err
	}
	accounts, err := serviceAccountKey()
	if err != nil {
		return err
	}
	files := map[string]string{
		"keys/ca.crt":               string(c.ca.pem),
		"keys/apiserver.crt":        string(server.certificate),
		"keys/apiserver.key":        string(server.key),
		"keys/admin.crt":            string(c.admin.certificate),
		"keys/admin.key":            string(c.admin.key),
		"keys/service-accounts.pub": string(accounts.certificate),
		"keys/service-accounts.key": string(accounts.key),
		"keys/audit-policy.yaml":    auditPolicy,
		"kubeconfig":                kubeconfig(c.apiServer(), c.ca.pem, c.admin),
	}
	users := map[string]string{
		"controller-manager": "system:kube-controller-manager",
		"scheduler":          "system:kube-scheduler",
		"proxy":              "system:kube-proxy",
	}
	for _, node := range nodeNames {
		users[node] = "system:node:" + node
	}
	for file, user := range users {
		client, err := c.ca.client(user, "system:nodes") // a group that only counts with a node's name
		if err != nil {
			return err
		}
		files["keys/"+file+".kubeconfig"] = kubeconfig(c.apiServer(), c.ca.pem, client)
	}
	return writeFiles(c.folder, files)
}

package main

import (
	"encoding/base64"
	"fmt"
)

// kubeconfig holds everything inline: it can be copied anywhere on this machine and outlives no run.
func kubeconfig(server string, ca []byte, client pair) string {
	text := base64.StdEncoding.EncodeToString
	return fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: tagfast
contexts:
- name: tagfast
  context: {cluster: tagfast, user: tagfast}
clusters:
- name: tagfast
  cluster:
    server: %s
    certificate-authority-data: %s
users:
- name: tagfast
  user:
    client-certificate-data: %s
    client-key-data: %s
`, server, text(ca), text(client.certificate), text(client.key))
}

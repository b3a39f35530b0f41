package main

import "os"

// Debian keeps runc, iptables and ip in sbin, which the PATH of a non-login shell may lack.
func init() {
	_ = os.Setenv("PATH", os.Getenv("PATH")+":/usr/local/sbin:/usr/sbin:/sbin")
}

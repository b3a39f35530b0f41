package main

import (
	"net"
	"strconv"
)

// freePort asks the kernel for a port that nobody holds at an address. Another program could take it
// before ours listens there; the kernel hands such ports out in turn, so in practice none does.
func freePort(address string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(address, "0"))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// portOr is the wanted port where it is free, another one where not.
func portOr(address string, wanted int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(wanted)))
	if err != nil {
		return freePort(address)
	}
	return wanted, listener.Close()
}

package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"time"
)

// authority signs the certificates of one run; its key never leaves the launcher's memory.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	pem         []byte
}

// pair is a certificate and its key, as PEM.
type pair struct {
	certificate, key []byte
}

func newAuthority() (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	template := certificateFor(pkix.Name{CommonName: "tagfast-cluster"})
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return authority{}, err
	}
	certificate, err := x509.ParseCertificate(der)
	return authority{certificate, key, block("CERTIFICATE", der)}, err
}

// client is the certificate of one who talks to the API server: name and group are what RBAC sees.
func (a authority) client(name, group string) (pair, error) {
	template := certificateFor(pkix.Name{CommonName: name, Organization: []string{group}})
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return a.sign(template)
}

// server is the certificate of the API server, for every name and address that it is called by: pods call
// it by its Service's.
func (a authority) server(addresses []net.IP) (pair, error) {
	template := certificateFor(pkix.Name{CommonName: "kube-apiserver"})
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	template.IPAddresses = addresses
	template.DNSNames = []string{
		"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
		"kubernetes.default.svc.cluster.local",
	}
	return a.sign(template)
}

func (a authority) sign(template *x509.Certificate) (pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair{}, err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return pair{}, err
	}
	encoded, err := privateKey(key)
	return pair{block("CERTIFICATE", der), encoded}, err
}

// trusting is how the launcher itself talks to the API server.
func (a authority) trusting(client pair) (*tls.Config, error) {
	own, err := tls.X509KeyPair(client.certificate, client.key)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(a.certificate)
	return &tls.Config{Certificates: []tls.Certificate{own}, RootCAs: roots}, nil
}

func certificateFor(subject pkix.Name) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic(err) // the system has no randomness: nothing that follows could be trusted
	}
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		// A clock that is corrected backwards during a run must not make the certificates invalid.
		NotBefore: time.Now().Add(-24 * time.Hour),
		NotAfter:  time.Now().Add(30 * 24 * time.Hour),
	}
}

// serviceAccountKey signs the tokens of pods.
func serviceAccountKey() (pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair{}, err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return pair{}, err
	}
	encoded, err := privateKey(key)
	return pair{block("PUBLIC KEY", public), encoded}, err
}

func privateKey(key crypto.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	// Kubernetes reads service account keys as "EC PRIVATE KEY" and as PKCS 8 alike.
	return block("PRIVATE KEY", der), err
}

func block(kind string, der []byte) []byte {
	var out bytes.Buffer
	_ = pem.Encode(&out, &pem.Block{Type: kind, Bytes: der})
	return out.Bytes()
}

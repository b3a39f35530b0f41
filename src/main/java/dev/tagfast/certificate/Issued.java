package dev.tagfast.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A certificate and its key, as PEM.
 *
 * @param certificate one certificate
 * @param key PKCS #8; an elliptic curve's
 */
public record Issued(String certificate, String key) {
  private static final String PEM = "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n";
  private static final byte[] SAMPLE = {1, 2, 3};
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /** Of what a library made. */
  static Issued of(byte[] certificate, PrivateKey key) {
    return new Issued(pem("CERTIFICATE", certificate), pem("PRIVATE KEY", key.getEncoded()));
  }

  /** The same text, if it is a certificate and a key; empty: it is not. */
  static Optional<Issued> ifReadable(Optional<String> certificate, Optional<String> key) {
    try {
      if (certificate.isEmpty() || key.isEmpty()) {
        return Optional.empty();
      }
      Issued found = new Issued(certificate.get(), key.get());
      found.x509();
      found.privateKey();
      return Optional.of(found);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it counts at this time. */
  boolean isValid(Instant now) {
    X509Certificate it = x509();
    return !now.isBefore(it.getNotBefore().toInstant()) && now.isBefore(end());
  }

  /** Whether two thirds of its life are over. */
  boolean isOld(Instant now) {
    Instant begin = x509().getNotBefore().toInstant();
    Duration life = Duration.between(begin, end());
    return !now.isBefore(begin.plus(life.multipliedBy(2).dividedBy(3)));
  }

  /** Whether it is for this host, by this authority, and its key is its own. */
  boolean serves(String host, Issued authority) {
    try {
      X509Certificate it = x509();
      it.verify(authority.x509().getPublicKey());
      Collection<List<?>> names = it.getSubjectAlternativeNames();
      boolean named = names != null && names.stream().anyMatch(name -> host.equals(name.getLast()));
      return named && fits(privateKey(), it.getPublicKey());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * Whether a key is that of a certificate.
   *
   * @throws GeneralSecurityException if keys of this algorithm cannot sign
   */
  public static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    String algorithm = certified.getAlgorithm();
    if (!algorithm.equals(key.getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> algorithm;
            });
    signature.initSign(key);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(SAMPLE);
    return signature.verify(signed);
  }

  /** Its last instant. */
  public Instant end() {
    return x509().getNotAfter().toInstant();
  }

  X509Certificate x509() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no certificate", e);
    }
  }

  PrivateKey privateKey() {
    String base64 = key.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no key of an elliptic curve", e);
    }
  }

  private static String pem(String label, byte[] der) {
    return PEM.formatted(label, LINES.encodeToString(der));
  }

  @Override
  public String toString() {
    return "a certificate until " + end(); // Never the key.
  }
}

package dev.tagfast.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes authorities and certificates, with keys of the curve P-256, by Bouncy Castle. */
public final class CertificateMaker {
  private static final Duration AUTHORITY = Duration.ofDays(730);
  private static final Duration SERVING = Duration.ofDays(90);
  private static final Duration CLOCKS_APART = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;
  private static final String SUBJECT = "CN=tagfast admission authority";

  private final SecureRandom random = new SecureRandom();
  private final String host;

  /**
   * @param host the name that the API server asks for: {@code <service>.<namespace>.svc}
   */
  public CertificateMaker(String host) {
    this.host = host;
  }

  /** The name that its certificates are for. */
  String host() {
    return host;
  }

  /** The state after a step. */
  public CertificateState after(CertificateStep step, CertificateState state, Instant now) {
    return switch (step) {
      case KEEP -> state;
      case BEGIN -> {
        Issued authority = authority(now);
        yield new CertificateState(
            Optional.of(serving(authority, now)),
            Optional.of(authority),
            Optional.empty(),
            Optional.empty(),
            now);
      }
      case RENEW ->
          new CertificateState(
              state.authority().map(by -> serving(by, now)),
              state.authority(),
              state.next(),
              state.former(),
              state.changed());
      case ANNOUNCE ->
          new CertificateState(
              state.serving(), state.authority(), Optional.of(authority(now)), state.former(), now);
      case SWITCH ->
          new CertificateState(
              state.next().map(by -> serving(by, now)),
              state.next(),
              Optional.empty(),
              state.authority().map(Issued::certificate),
              now);
      case FORGET ->
          new CertificateState(
              state.serving(), state.authority(), state.next(), Optional.empty(), now);
    };
  }

  private Issued authority(Instant now) {
    KeyPair pair = pair();
    X500Name name = new X500Name(SUBJECT);
    X509v3CertificateBuilder builder = builder(name, name, now, now.plus(AUTHORITY), pair);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return signed(builder, pair, pair.getPrivate());
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Issued serving(Issued authority, Instant now) {
    KeyPair pair = pair();
    X509Certificate issuer = authority.x509();
    Instant end = now.plus(SERVING).isBefore(authority.end()) ? now.plus(SERVING) : authority.end();
    X509v3CertificateBuilder builder =
        builder(
            new X500Name(issuer.getSubjectX500Principal().getName()),
            new X500Name("CN=tagfast admission"),
            now,
            end,
            pair);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      return signed(builder, pair, authority.privateKey());
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, Instant now, Instant end, KeyPair pair) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random),
        Date.from(now.minus(CLOCKS_APART)),
        Date.from(end),
        subject,
        pair.getPublic());
  }

  private static Issued signed(X509v3CertificateBuilder builder, KeyPair pair, PrivateKey by) {
    try {
      byte[] der =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)).getEncoded();
      return Issued.of(der, pair.getPrivate());
    } catch (OperatorCreationException | java.io.IOException e) {
      throw new IllegalStateException("a certificate could not be signed", e);
    }
  }

  private KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this platform has no elliptic curves", e);
    }
  }
}

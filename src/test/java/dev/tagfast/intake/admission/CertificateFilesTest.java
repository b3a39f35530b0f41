package dev.tagfast.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.certificate.CertificateMaker;
import dev.tagfast.certificate.CertificateState;
import dev.tagfast.certificate.CertificateStep;
import dev.tagfast.certificate.Issued;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFilesTest {
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir Path folder;

  @AfterAll
  static void close() {
    var _ = VERTX.close();
  }

  /** As cert-manager and OpenSSL write them: SEC 1, PKCS #1. */
  @ParameterizedTest
  @CsvSource({"EC, 256, EC PRIVATE KEY", "RSA, 2048, RSA PRIVATE KEY"})
  void aKeyOfTheUsualFormsIsRead(String algorithm, int size, String form) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=kitchen");
    X509CertificateHolder certificate =
        new JcaX509v3CertificateBuilder(
                name,
                java.math.BigInteger.ONE,
                new Date(),
                Date.from(Instant.now().plusSeconds(60)),
                name,
                pair.getPublic())
            .build(
                new JcaContentSignerBuilder("SHA256with" + (size == 256 ? "ECDSA" : "RSA"))
                    .build(pair.getPrivate()));
    String key = algorithm.equals("EC") ? sec1(pair) : pem(pair);

    Path written = write("tls.crt", pem(certificate));

    assertThat(key).contains("BEGIN " + form);
    assertThat(CertificateFiles.read(VERTX, written, write("tls.key", key)).key()).isEqualTo(key);
  }

  @Test
  void whatTagfastMakesIsRead() {
    Issued made = made();

    assertThat(
            CertificateFiles.read(
                VERTX, write("tls.crt", made.certificate()), write("tls.key", made.key())))
        .isEqualTo(made);
  }

  @Test
  void aKeyOfAnotherCertificateIsNotServed() {
    Path certificate = write("tls.crt", made().certificate());
    Path key = write("tls.key", made().key());

    assertThatThrownBy(() -> CertificateFiles.read(VERTX, certificate, key))
        .hasMessage(
            "The key in %s is not that of the certificate in %s; if they are being replaced, it passes within a minute."
                .formatted(key, certificate));
  }

  @Test
  void whatIsNoCertificateAndWhatIsNotThereAreNamed() {
    Issued made = made();
    Path garbage = write("tls.crt", "pepperoni");
    Path key = write("tls.key", made.key());

    assertThatThrownBy(() -> CertificateFiles.read(VERTX, garbage, key))
        .hasMessageContaining("are not a certificate and its key in PEM")
        .hasMessageContaining("tagfast.admission.tls.certificate-file");
    assertThatThrownBy(() -> CertificateFiles.read(VERTX, folder.resolve("none"), key))
        .hasMessageContaining("none cannot be read (NoSuchFileException)");
  }

  private static Issued made() {
    return new CertificateMaker("kitchen")
        .after(CertificateStep.BEGIN, CertificateState.EMPTY, Instant.now())
        .serving()
        .orElseThrow();
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the curve's name in it, as Go and OpenSSL do and the JDK does not. */
  private static String sec1(KeyPair pair) throws IOException {
    ECPrivateKey key =
        new ECPrivateKey(
            256,
            ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS(),
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData(),
            SECObjectIdentifiers.secp256r1);
    return pem(new PemObject("EC PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}

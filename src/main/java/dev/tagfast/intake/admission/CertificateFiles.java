package dev.tagfast.intake.admission;

import dev.tagfast.certificate.Issued;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate and its key from files that something else renews. Both files are read one after
 * the other, so that the renewal may come between: a key that is not of the certificate would fail
 * every handshake, and nobody would be told here.
 */
final class CertificateFiles {
  private CertificateFiles() {}

  /**
   * The pair.
   *
   * @throws IllegalStateException saying which file is to be corrected
   */
  static Issued read(Vertx vertx, Path certificate, Path key) {
    Issued found = new Issued(text(certificate), text(key));
    boolean fits;
    try {
      fits = fits(vertx, found);
    } catch (Exception e) {
      throw new IllegalStateException(
          "%s and %s are not a certificate and its key in PEM; tagfast.admission.tls.certificate-file and key-file name the files of the mounted Secret."
              .formatted(certificate, key),
          e);
    }
    if (!fits) {
      throw new IllegalStateException(
          "The key in %s is not that of the certificate in %s; if they are being replaced, it passes within a minute."
              .formatted(key, certificate));
    }
    return found;
  }

  /** What shows this pair: Vert.x knows every usual form of a key. */
  static X509KeyManager keys(Vertx vertx, Issued pair) throws Exception {
    PemKeyCertOptions options =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(pair.certificate()))
            .addKeyValue(Buffer.buffer(pair.key()));
    for (KeyManager manager : options.getKeyManagerFactory(vertx).getKeyManagers()) {
      if (manager instanceof X509KeyManager keys) {
        return keys;
      }
    }
    throw new GeneralSecurityException("no key");
  }

  private static boolean fits(Vertx vertx, Issued pair) throws Exception {
    X509KeyManager keys = keys(vertx, pair);
    for (String type : new String[] {"EC", "RSA", "EdDSA"}) {
      String[] aliases = keys.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        return Issued.fits(
            keys.getPrivateKey(aliases[0]), keys.getCertificateChain(aliases[0])[0].getPublicKey());
      }
    }
    throw new GeneralSecurityException("no key");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The file %s cannot be read (%s); tagfast.admission.tls.certificate-file and key-file name the files of the mounted Secret."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}

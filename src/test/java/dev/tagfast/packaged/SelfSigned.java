package dev.tagfast.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * An elliptic-curve key and the certificate that it signed for itself, made by the JDK's tool: no
 * file of the project holds a key or expires.
 */
public final class SelfSigned {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "it";

  private final Path folder;
  private final KeyStore keys;

  /**
   * @param folder for its files
   * @param name the common name of the certificate, which is for 127.0.0.1
   */
  public SelfSigned(Path folder, String name) {
    this.folder = folder;
    Path file = folder.resolve(name + ".p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  (Path.of(System.getProperty("java.home"), "bin", "keytool")
                          + " -genkeypair -alias it -keyalg EC -groupname secp256r1 -validity 2"
                          + " -ext san=ip:127.0.0.1 -ext bc:c -storetype PKCS12 -storepass changeit"
                          + " -dname CN="
                          + name
                          + " -keystore "
                          + file)
                      .split(" "))
              .redirectErrorStream(true)
              .start();
      String output = new String(keytool.getInputStream().readAllBytes());
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, PASSWORD);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A PEM file of the certificate, which is its own authority. */
  public Path certificate() throws GeneralSecurityException {
    return pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
  }

  /** A PEM file of the key as PKCS #8, whose label does not tell the algorithm. */
  public Path key() throws GeneralSecurityException {
    return pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded());
  }

  /** For who shows this certificate. */
  public KeyManager[] shown() throws GeneralSecurityException {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    return managers.getKeyManagers();
  }

  /** For who trusts this certificate alone. */
  public TrustManager[] trusted() throws GeneralSecurityException {
    try {
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, PASSWORD);
      authorities.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
      TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(authorities);
      return managers.getTrustManagers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pem(String label, byte[] der) {
    String text =
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
            .formatted(label, Base64.getMimeEncoder().encodeToString(der));
    try {
      return Files.writeString(
          Files.createTempFile(folder, label.toLowerCase().replace(' ', '-'), ".pem"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.tagfast.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for loopback that nobody else trusts, as the JVM's own keytool makes it. */
record Certificate(SSLContext server, Path pem) {
  private static final String PASSWORD = "training";

  /**
   * Makes one.
   *
   * @param keytool of the JVM that is trained, or any other
   * @param folder where its files may lie
   */
  static Certificate make(Path keytool, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Path pem = folder.resolve("server.pem");
    keytool(
        keytool,
        store,
        "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=training -validity 2"
            + " -ext SAN=IP:127.0.0.1 -ext BC=ca:true");
    keytool(keytool, store, "-exportcert -rfc -alias server -file " + pem);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new Certificate(context, pem);
  }

  private static void keytool(Path keytool, Path store, String arguments)
      throws IOException, InterruptedException {
    String command = "%s -keystore %s -storepass %s ".formatted(keytool, store, PASSWORD);
    Process process =
        new ProcessBuilder((command + arguments).split(" ")).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}

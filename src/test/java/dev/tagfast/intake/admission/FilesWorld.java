package dev.tagfast.intake.admission;

import dev.tagfast.certificate.CertificateMaker;
import dev.tagfast.certificate.CertificateState;
import dev.tagfast.certificate.CertificateStep;
import dev.tagfast.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The world, in which something else keeps Tagfast's certificate in files. */
public final class FilesWorld extends World {
  static final String HOST = "reviews.kitchen.svc";

  private Path folder;
  private int port;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    port = freePort();
    try {
      folder = Files.createTempDirectory("tagfast-tls");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.put("tagfast.doors", "admission");
    settings.put("tagfast.admission.tls.source", "files");
    settings.put("tagfast.admission.tls.port", Integer.toString(port));
    settings.put("tagfast.admission.tls.certificate-file", certificate().toString());
    settings.put("tagfast.admission.tls.key-file", key().toString());
    return settings;
  }

  @Override
  public void stop() {
    super.stop();
    try {
      Files.deleteIfExists(certificate());
      Files.deleteIfExists(key());
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(FilesWorld.class));
  }

  Path certificate() {
    return folder.resolve("tls.crt");
  }

  Path key() {
    return folder.resolve("tls.key");
  }

  int port() {
    return port;
  }

  /** Writes others, of a new authority. Returns what a client has to trust. */
  String renew() throws IOException {
    CertificateState made =
        new CertificateMaker(HOST)
            .after(CertificateStep.BEGIN, CertificateState.EMPTY, Instant.now());
    Files.writeString(certificate(), made.serving().orElseThrow().certificate());
    Files.writeString(key(), made.serving().orElseThrow().key());
    return made.bundle();
  }
}

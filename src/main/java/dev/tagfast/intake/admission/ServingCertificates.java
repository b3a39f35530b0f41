package dev.tagfast.intake.admission;

import dev.tagfast.certificate.CertificateKeeper;
import dev.tagfast.certificate.CertificateMaker;
import dev.tagfast.certificate.CertificateStore;
import dev.tagfast.certificate.Issued;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.settings.Settings;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The certificate to serve with, from where {@code tagfast.admission.tls.source} says. */
@ApplicationScoped
public class ServingCertificates {
  private final Vertx vertx;
  private final CertificateStore store;
  private final LedgerProducer ledgers;
  private final Settings settings;
  private final InstantSource clock;

  public ServingCertificates(
      Vertx vertx,
      CertificateStore store,
      LedgerProducer ledgers,
      Settings settings,
      InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.ledgers = ledgers;
    this.settings = settings;
    this.clock = clock;
  }

  /** The one to serve with by now; empty: there is none yet. */
  Optional<Issued> current() {
    Settings.Tls tls = settings.admission().tls();
    return switch (tls.source()) {
      case NONE -> Optional.empty();
      case FILES ->
          Optional.of(
              CertificateFiles.read(vertx, Path.of(tls.certificateFile()), Path.of(tls.keyFile())));
      case SELF ->
          new CertificateKeeper(
                  store,
                  new CertificateMaker(
                      "%s.%s.svc"
                          .formatted(
                              tls.service(),
                              ledgers.namespace(settings.ledger()).orElse("default"))),
                  clock)
              .keep();
    };
  }
}

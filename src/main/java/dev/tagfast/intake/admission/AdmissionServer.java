package dev.tagfast.intake.admission;

import dev.tagfast.certificate.Issued;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Settings.CertificateSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens for the API server, which speaks HTTPS alone, beside the port of the other doors. It
 * looks once a minute whether another certificate is to be served; connections stay as they are.
 */
@ApplicationScoped
public class AdmissionServer {
  private static final Logger LOG = Logger.getLogger(AdmissionServer.class);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final Router router;
  private final ServingCertificates certificates;
  private final AdmissionSettings settings;
  private final Metrics metrics;
  private final InstantSource clock;
  private final String address;

  private final SwitchingKeyManager keys = new SwitchingKeyManager();

  private volatile @Nullable Thread keeper;
  private volatile @Nullable HttpServer server;
  private volatile Optional<Issued> served = Optional.empty();
  private volatile String toldLast = "";

  public AdmissionServer(
      Vertx vertx,
      Router router,
      ServingCertificates certificates,
      AdmissionSettings settings,
      Metrics metrics,
      InstantSource clock,
      VertxHttpConfig http) {
    this.vertx = vertx;
    this.router = router;
    this.certificates = certificates;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.address = http.host();
  }

  void start(@Observes StartupEvent event) {
    if (isWanted()) {
      keeper = Thread.ofVirtual().name("certificate").start(this::keep);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    Thread running = keeper;
    if (running != null) {
      running.interrupt();
    }
    HttpServer listening = server;
    if (listening != null) {
      var _ = listening.close();
    }
  }

  /** Whether there is a certificate of Tagfast's own or of files. */
  boolean isWanted() {
    return settings.isOpen() && settings.all().tls().source() != CertificateSource.NONE;
  }

  /** The certificate that is served; empty: it does not listen yet. */
  Optional<Issued> served() {
    return served;
  }

  private void keep() {
    while (!Thread.currentThread().isInterrupted()) {
      look();
      try {
        Thread.sleep(served.isPresent() ? EVERY : SOON);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Serves with what is current. If there is nothing new, or it cannot be read, all stays. */
  synchronized void look() {
    try {
      Optional<Issued> current = certificates.current();
      if (current.isPresent() && !current.equals(served)) {
        serve(current.get());
      }
      toldLast = "";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) { // Nothing may end the thread that renews it.
      tell(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  /** Not each time anew: while there is no certificate, it looks every two seconds. */
  private void tell(String why) {
    if (!why.equals(toldLast)) {
      toldLast = why;
      LOG.warnf(
          "The certificate of the admission webhook is as before (%s): %s",
          served.map(Issued::toString).orElse("there is none"), why);
    }
  }

  private void serve(Issued certificate) throws Exception {
    keys.show(CertificateFiles.keys(vertx, certificate));
    if (server == null) {
      HttpServerOptions options =
          new HttpServerOptions()
              .setHost(address)
              .setPort(settings.all().tls().port())
              .setSsl(true)
              .setUseAlpn(true)
              .setKeyCertOptions(KeyCertOptions.wrap(keys));
      server =
          vertx
              .createHttpServer(options)
              .requestHandler(router)
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      metrics.certificate(this::left);
    }
    LOG.infof("Reviews are taken on port %d with %s", settings.all().tls().port(), certificate);
    served = Optional.of(certificate);
  }

  private Duration left() {
    Instant now = clock.instant();
    return served.map(it -> Duration.between(now, it.end())).orElse(Duration.ZERO);
  }
}

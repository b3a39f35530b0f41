package dev.tagfast.intake.admission;

import dev.tagfast.act.namespace.Namespaces;
import dev.tagfast.admission.NamespaceRules;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.AdmissionMode;
import dev.tagfast.settings.Settings.FailureMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What counts in a namespace: its labels, else the settings. Labels and not annotations, so that
 * the webhook configuration can select by them too.
 */
@ApplicationScoped
public class NamespaceRulesReader {
  /** {@code pin}, {@code audit} or {@code off}. */
  static final String MODE = "tagfast.dev/admission";

  /** {@code open} or {@code closed}. */
  static final String FAIL = "tagfast.dev/admission-fail";

  /** {@code Always}. */
  static final String PULL_POLICY = "tagfast.dev/pull-policy";

  private static final Logger LOG = Logger.getLogger(NamespaceRulesReader.class);
  private static final Executor THREADS = Thread.ofVirtual().name("labels")::start;

  private final Namespaces namespaces;
  private final Settings settings;

  public NamespaceRulesReader(Namespaces namespaces, Settings settings) {
    this.namespaces = namespaces;
    this.settings = settings;
  }

  /**
   * The rules. Where they cannot be read, or not in time, those of the settings.
   *
   * @param within how long the API server may take: images need the rest of the time
   */
  NamespaceRules of(String namespace, Duration within) {
    Map<String, String> labels = labels(namespace, within);
    AdmissionMode mode =
        word(labels, MODE, AdmissionMode::valueOf).orElse(settings.admission().mode());
    boolean observes = settings.mode() == Mode.OBSERVE && mode == AdmissionMode.PIN;
    return new NamespaceRules(
        observes ? AdmissionMode.AUDIT : mode,
        word(labels, FAIL, FailureMode::valueOf).orElse(settings.admission().fail()),
        "Always".equals(labels.get(PULL_POLICY)));
  }

  private Map<String, String> labels(String namespace, Duration within) {
    String why;
    try {
      return CompletableFuture.supplyAsync(() -> namespaces.labels(namespace), THREADS)
          .get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ClusterUnavailable failure)) {
        throw new IllegalStateException(e);
      }
      why = String.valueOf(failure.getMessage());
    } catch (TimeoutException _) {
      why = "the API server did not say its labels in time";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      why = "Tagfast is being stopped";
    }
    LOG.warnf("The settings count for admission in %s: %s", namespace, why);
    return Map.of();
  }

  /** A misspelt label counts as none, and is told: it must not stop all pods of a namespace. */
  private static <T> Optional<T> word(
      Map<String, String> labels, String name, Function<String, T> parse) {
    String text = labels.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      LOG.warnf(
          "A namespace has the label %s=%s, which is no word of it and does not count", name, text);
      return Optional.empty();
    }
  }
}

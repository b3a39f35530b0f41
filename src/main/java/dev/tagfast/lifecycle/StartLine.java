package dev.tagfast.lifecycle;

import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Says at the start what this process will do, in one line: most of what goes wrong in a first hour
 * is a setting that is not what its author thinks. It shows whether a credential is set, and
 * nothing of it.
 */
@ApplicationScoped
class StartLine {
  private static final Logger LOG = Logger.getLogger(StartLine.class);

  /** After the checks of the settings: what is wrong has its own message. */
  private static final int LAST = Interceptor.Priority.LIBRARY_AFTER;

  void onStart(
      @Observes @Priority(LAST) StartupEvent start,
      Settings settings,
      RegistryCatalog registries,
      LedgerProducer ledger) {
    LOG.info(of(settings, registries, ledger.place(settings.ledger())));
  }

  /**
   * The line.
   *
   * @param ledger where the ledger is
   */
  static String of(Settings settings, RegistryCatalog registries, String ledger) {
    return Stream.of(
            "Mode " + word(settings.mode()),
            "registries: "
                + list(registries.all().stream().map(StartLine::registry), "none is listed"),
            "sources: "
                + list(
                    new TreeMap<>(settings.sources())
                        .keySet().stream().map(it -> "/webhooks/" + it),
                    "none"),
            "doors: "
                + list(settings.doors().stream().map(StartLine::word).sorted(), "none")
                + " (POST / has auth "
                + word(settings.events().auth())
                + ")",
            "ledger: " + ledger,
            "policies: " + word(settings.policy().source()),
            "workloads of " + namespaces(settings.namespaces()),
            "reconcile: "
                + (Resident.is(settings) ? "every " + settings.reconcile().every() : "by event"))
        .collect(Collectors.joining("; "));
  }

  private static String registry(ListedRegistry registry) {
    String host = registry.host();
    boolean elsewhere = !registry.origin().hostAndPort().equals(host);
    return "%s %s%s by %s (pull credential %s, push credential %s%s)"
        .formatted(
            registry.name(),
            host,
            elsewhere ? " at " + registry.origin().hostAndPort() : "",
            registry.origin().scheme(),
            isSet(registry.hasCredentials(false)),
            isSet(registry.hasCredentials(true)),
            registry.hasCredentials(true) ? "" : ": nothing is written there");
  }

  private static String isSet(boolean set) {
    return set ? "set" : "not set";
  }

  private static String namespaces(Optional<List<String>> namespaces) {
    return namespaces
        .filter(names -> !names.isEmpty())
        .map(names -> "the namespaces " + String.join(", ", names))
        .orElse("all namespaces");
  }

  private static String list(Stream<String> parts, String none) {
    String text = parts.collect(Collectors.joining(", "));
    return text.isEmpty() ? none : text;
  }

  /** As the settings write it. */
  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

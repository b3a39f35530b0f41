package dev.tagfast.lifecycle;

import dev.tagfast.pipeline.LaterLooks;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.http.HttpTransport;
import dev.tagfast.registry.http.RestTransport;
import dev.tagfast.registry.token.ApiProbe;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Asks each listed registry once, shortly after the start and beside it: otherwise a wrong address,
 * certificate or password is found by the first push, by a person who did not set it. A process
 * that scales to zero asks nobody: its start is somebody's event.
 */
@ApplicationScoped
class RegistryCheck {
  private static final Logger LOG = Logger.getLogger(RegistryCheck.class);
  private static final Duration DELAY = Duration.ofSeconds(1);

  private final RegistryCatalog registries;
  private final Function<ListedRegistry, HttpTransport> connect;
  private final InstantSource clock;

  RegistryCheck(RegistryCatalog registries, Proxies proxies, InstantSource clock) {
    this.registries = registries;
    this.connect = registry -> RestTransport.to(registry, proxies);
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent start, Settings settings, LaterLooks.Timer timer) {
    if (Resident.is(settings)) {
      timer.after(DELAY, this::check);
    }
  }

  /** Asks all of them, and says in the log what is wrong with which. */
  void check() {
    List<String> good = new ArrayList<>();
    for (ListedRegistry registry : registries.all()) {
      List<String> problems = problems(registry);
      if (problems.isEmpty()) {
        good.add(registry.name());
      }
      problems.forEach(
          problem ->
              LOG.warnf("The registry %s cannot be used as it is: %s", registry.name(), problem));
    }
    if (!good.isEmpty()) {
      LOG.infof(
          "Asked at the start, these registries answer and take what is set for them: %s",
          String.join(", ", good));
    }
  }

  private List<String> problems(ListedRegistry registry) {
    try (HttpTransport transport = connect.apply(registry)) {
      return ApiProbe.problems(registry, transport, clock);
    } catch (RuntimeException e) {
      // What nobody thought of must not keep the others from being asked.
      return List.of(registry.origin() + " could not be asked: " + e);
    }
  }
}

package dev.tagfast.lifecycle;

import dev.tagfast.pipeline.LaterLooks;
import dev.tagfast.policy.kubernetes.KubernetesPolicyWatch;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Starts the watch of policies where the process lives on, and after its first answers: a start
 * from zero is somebody's event, and pays for nothing that the event does not need.
 */
@ApplicationScoped
class PolicyWatchStart {
  private static final Logger LOG = Logger.getLogger(PolicyWatchStart.class);
  private static final Duration DELAY = Duration.ofSeconds(10);

  void onStart(
      @Observes StartupEvent start,
      Settings settings,
      LaterLooks.Timer timer,
      Instance<KubernetesPolicyWatch> watch) {
    if (Resident.is(settings) && settings.policy().source() == Settings.PolicyOrigin.KUBERNETES) {
      timer.after(DELAY, () -> start(watch));
    }
  }

  private static void start(Instance<KubernetesPolicyWatch> watch) {
    try {
      watch.get().start();
    } catch (RuntimeException e) {
      LOG.warnf(
          "TagPolicies are not watched (%s). A new one is judged by the next event or reconcile",
          e.getMessage());
    }
  }
}

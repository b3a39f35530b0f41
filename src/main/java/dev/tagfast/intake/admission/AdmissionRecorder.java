package dev.tagfast.intake.admission;

import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Records what a tag shows that a pod is about to run, as seen: the next pod gets the same also
 * while the registry is away. No review waits for it, and none fails with it.
 */
@ApplicationScoped
public class AdmissionRecorder {
  private static final Logger LOG = Logger.getLogger(AdmissionRecorder.class);
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final PushHandler pipeline;
  private final WorkInFlight inFlight;

  public AdmissionRecorder(PushHandler pipeline, WorkInFlight inFlight) {
    this.pipeline = pipeline;
    this.inFlight = inFlight;
  }

  /** Begins it. */
  void record(TagKey key) {
    try {
      var _ = inFlight.begin(() -> look(key), PATIENCE);
    } catch (TemporaryFailure e) {
      LOG.debugf("%s is not recorded yet: %s", key, e.getMessage());
    }
  }

  private void look(TagKey key) {
    try {
      var _ = pipeline.handle(PushEvent.admission(key), false);
    } catch (TemporaryFailure e) {
      LOG.debugf("%s is not recorded yet: %s", key, e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s was admitted, and was not recorded", key);
    }
  }
}

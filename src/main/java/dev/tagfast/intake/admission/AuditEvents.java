package dev.tagfast.intake.admission;

import dev.tagfast.admission.AdmissionAnswer;
import dev.tagfast.admission.AdmissionReview;
import dev.tagfast.report.ObjectEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a namespace that only audits what would have been refused there. A controller tries its
 * pods again and again, so each object is told once a minute; no review waits for it.
 */
@ApplicationScoped
public class AuditEvents {
  static final String REASON = "ImageWouldBeRefused";

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  private final ObjectEvents events;
  private final InstantSource clock;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  public AuditEvents(ObjectEvents events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Begins to tell of it, if there is something to tell. */
  void tell(AdmissionReview review, AdmissionAnswer answer) {
    // A dry run must have no effect.
    if (!answer.audited().isEmpty() && !review.dryRun() && isDue(review.about())) {
      var warning =
          new ObjectEvents.Warning(
              review.apiVersion(),
              review.kind(),
              review.namespace(),
              review.name(),
              REASON,
              answer.auditMessage());
      var _ = Thread.ofVirtual().name("audit").start(() -> events.warn(warning));
    }
  }

  private boolean isDue(String object) {
    Instant now = clock.instant();
    if (told.size() >= MOST) {
      told.values().removeIf(last -> !last.plus(EVERY).isAfter(now));
    }
    if (told.size() >= MOST && !told.containsKey(object)) {
      return false;
    }
    boolean[] due = {false};
    told.compute(
        object,
        (_, last) -> {
          due[0] = last == null || !last.plus(EVERY).isAfter(now);
          return due[0] ? now : last;
        });
    return due[0];
  }
}

package dev.tagfast.report.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Tells notices in the log, and as Kubernetes Events where people look. It never makes its caller
 * wait, and an Event that cannot be written stops nothing.
 */
@ApplicationScoped
public class Notices {
  private static final Logger LOG = Logger.getLogger(Notices.class);

  /** Events that are being written at once; more are left out, until the next time. */
  private static final int MOST_AT_ONCE = 8;

  private final NoticeLimit limit = new NoticeLimit();
  private final NoticeEvents events;
  private final InstantSource clock;
  private final Executor executor;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

  @Inject
  Notices(NoticeEvents events, InstantSource clock) {
    this(events, clock, work -> Thread.ofVirtual().name("notice").start(work));
  }

  Notices(NoticeEvents events, InstantSource clock, Executor executor) {
    this.events = events;
    this.clock = clock;
    this.executor = executor;
  }

  /** Notices that only the log shows. */
  public static Notices inLog(InstantSource clock) {
    return new Notices(_ -> NoticeEvents.Written.NOT, clock, Runnable::run);
  }

  /** Tells a notice, unless its subject was told within the interval of its cause. */
  public void tell(Notice notice) {
    limit.admit(notice, clock.instant()).ifPresent(this::tell);
  }

  private void tell(DueNotice due) {
    boolean waitsForEvent = due.notice().cause().isSaidOncePerInstallation();
    if (!waitsForEvent) {
      log(due);
    }
    if (!turns.tryAcquire()) {
      if (waitsForEvent) {
        limit.untold(due);
      }
      return;
    }
    executor.execute(
        () -> {
          try {
            NoticeEvents.Written written = written(due);
            if (waitsForEvent && written == NoticeEvents.Written.LATELY) {
              limit.untold(due);
            } else if (waitsForEvent) {
              log(due);
            }
          } finally {
            turns.release();
          }
        });
  }

  /** What nobody thought of must not keep the log from telling it. */
  private NoticeEvents.Written written(DueNotice due) {
    try {
      return events.write(due);
    } catch (RuntimeException e) {
      LOG.errorf(e, "The Kubernetes Event %s was not written", due.notice().cause().word());
      return NoticeEvents.Written.NOT;
    }
  }

  private static void log(DueNotice due) {
    LOG.log(due.notice().cause().isWarning() ? Logger.Level.WARN : Logger.Level.INFO, due.line());
  }
}

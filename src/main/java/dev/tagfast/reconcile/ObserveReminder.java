package dev.tagfast.reconcile;

import dev.tagfast.report.notice.Notice;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Says that an installation only observes, once an hour among all its processes. Otherwise people
 * take the reports of a trial that nobody ended for what was done.
 */
@ApplicationScoped
public class ObserveReminder {
  private static final Notice OBSERVES =
      new Notice(
          Notice.Cause.OBSERVE_ONLY,
          "observe",
          "Tagfast only observes (tagfast.mode=observe): it records and reports, and changes no"
              + " workload and no registry. When its reports are as you want them, set"
              + " tagfast.mode=act.");

  private final Mode mode;
  private final Notices notices;

  public ObserveReminder(Settings settings, Notices notices) {
    mode = settings.mode();
    this.notices = notices;
  }

  /** Tells it, if it is so and was not told within the hour. */
  void remind() {
    switch (mode) {
      case OBSERVE -> notices.tell(OBSERVES);
      case ACT -> {}
    }
  }
}

package dev.tagfast.report.notice;

import dev.tagfast.report.notice.Notice.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a notice through once per interval, cause and subject. Strangers choose subjects, so only
 * {@value #MOST_SUBJECTS} of a cause are kept apart; the others count as one, until one of those
 * was quiet for an hour. Memory, log and Events stay bounded, and a wrong name is still seen.
 */
final class NoticeLimit {
  static final int MOST_SUBJECTS = 20;

  /** The subject of all that are not kept apart. No configured name looks like it. */
  static final String OTHERS = "(others)";

  /** As long as the API server keeps an Event: then nothing shows the subject any more. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final Map<Cause, Map<String, Told>> told = new EnumMap<>(Cause.class);

  /** When a subject was told, when it came last, and how often it was not told. */
  private record Told(Instant at, Instant seen, int untold) {
    boolean isForgotten(Instant now) {
      return now.isAfter(seen.plus(FORGOTTEN_AFTER));
    }

    /** A clock that was set back does not silence a notice. */
    boolean isDue(Duration interval, Instant now) {
      return now.isBefore(at) || !now.isBefore(at.plus(interval));
    }
  }

  /** Counts the notice; empty: it was told within its interval. */
  synchronized Optional<DueNotice> admit(Notice notice, Instant now) {
    Map<String, Told> subjects = told.computeIfAbsent(notice.cause(), _ -> new LinkedHashMap<>());
    String subject = keptApart(subjects, notice.subject(), now);
    Told before = subjects.get(subject);
    if (before != null && !before.isDue(notice.cause().interval(), now)) {
      subjects.put(subject, new Told(before.at(), now, before.untold() + 1));
      return Optional.empty();
    }
    subjects.put(subject, new Told(now, now, 0));
    boolean isCounted = !notice.cause().isSaidOncePerInstallation();
    int times = before == null || !isCounted ? 1 : before.untold() + 1;
    return Optional.of(new DueNotice(notice, subject, times, now));
  }

  /**
   * The notice was not told, because another process did: it is due when that one's hour is over.
   */
  synchronized void untold(DueNotice due) {
    Map<String, Told> subjects = told.get(due.notice().cause());
    if (subjects != null) {
      subjects.remove(due.subject());
    }
  }

  private static String keptApart(Map<String, Told> subjects, String subject, Instant now) {
    if (subjects.containsKey(subject)) {
      return subject;
    }
    if (subjects.size() >= MOST_SUBJECTS) {
      subjects.values().removeIf(it -> it.isForgotten(now));
    }
    return subjects.size() < MOST_SUBJECTS ? subject : OTHERS;
  }
}

package dev.tagfast.report.message;

import static dev.tagfast.decide.ReportKind.ACCEPTED_DIGEST_GONE;
import static dev.tagfast.decide.ReportKind.DRIFT_FOUND;
import static dev.tagfast.decide.ReportKind.ROLLOUT_FAILED;
import static dev.tagfast.decide.ReportKind.ROLLOUT_HELD;
import static dev.tagfast.decide.ReportKind.ROLLOUT_ROLLED_BACK;
import static dev.tagfast.decide.ReportKind.TAG_HELD;
import static dev.tagfast.decide.ReportKind.TAG_NOT_RESTORED;
import static dev.tagfast.decide.ReportKind.TAG_OVERWRITTEN;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Sha256;
import dev.tagfast.report.Report;
import java.util.List;
import java.util.Locale;

/**
 * What a report is to a service that keeps incidents: it opens one, or says that one is over.
 *
 * @param key the same for what opens an incident and what ends it
 * @param settles the kinds of reports whose incidents this one ends; empty: it opens one
 */
record Incident(String key, List<ReportKind> settles) {
  private static final int KEY_BYTES = 16;

  static Incident of(Report report) {
    String concern =
        report.kind().type().startsWith("dev.tagfast.drift")
            ? "drift"
            : report.rollout().isPresent() ? "rollout" : "tag";
    String about =
        String.join(
            "\n",
            concern,
            report.key().toString(),
            report.rollout().map(it -> it.workload().toString()).orElse(""));
    return new Incident("tagfast-" + Sha256.hex(about, KEY_BYTES), settledBy(report));
  }

  /** Whether it is over. */
  boolean isOver() {
    return !settles.isEmpty();
  }

  /** The kinds whose incidents a report ends. */
  static List<ReportKind> settledBy(Report report) {
    return switch (report.kind()) {
      case TAG_RESTORED, TAG_RETURNED -> List.of(TAG_OVERWRITTEN, TAG_NOT_RESTORED, TAG_HELD);
      case TAG_ACCEPTED ->
          report.reason() == Reason.FIRST_SEEN
              ? List.of()
              : List.of(TAG_OVERWRITTEN, TAG_NOT_RESTORED, TAG_HELD, ACCEPTED_DIGEST_GONE);
      case ROLLOUT_COMPLETED -> List.of(ROLLOUT_HELD, ROLLOUT_FAILED, ROLLOUT_ROLLED_BACK);
      case DRIFT_ENDED -> List.of(DRIFT_FOUND);
      case TAG_OVERWRITTEN,
          TAG_NOT_RESTORED,
          TAG_HELD,
          ACCEPTED_DIGEST_GONE,
          TAG_WITHHELD,
          ACCEPTANCE_PENDING,
          TAG_DELETED,
          ROLLOUT_FAILED,
          ROLLOUT_ROLLED_BACK,
          ROLLOUT_HELD,
          ROLLOUT_PROPOSED,
          ROLLOUT_WAITS,
          ROLLOUT_OBSERVED,
          // Its end settles what was held; else each push would be told twice.
          ROLLOUT_STARTED,
          DRIFT_FOUND ->
          List.of();
    };
  }

  /** {@code critical}, {@code error}, {@code warning} or {@code info}: PagerDuty's words. */
  static String severity(ReportKind kind) {
    return switch (kind) {
      case TAG_OVERWRITTEN, TAG_NOT_RESTORED, ACCEPTED_DIGEST_GONE -> "critical";
      case ROLLOUT_FAILED, ROLLOUT_ROLLED_BACK -> "error";
      default -> kind.isAlert() ? "warning" : "info";
    };
  }

  /** As Alertmanager's {@code alertname}: {@code TagfastTagOverwritten}. */
  static String alertName(ReportKind kind) {
    return "Tagfast" + EnumWords.word(kind);
  }

  /** As settings name it: {@code tag.overwritten}. */
  static String word(ReportKind kind) {
    return kind.type().substring("dev.tagfast.".length()).toLowerCase(Locale.ROOT);
  }
}

package dev.tagfast.report.notice;

import dev.tagfast.image.Sha256;
import java.time.Instant;
import java.util.Locale;

/**
 * A notice that is to be told now.
 *
 * @param subject that of the notice, or the one that stands for all subjects beyond the bound
 * @param times how often it happened since it was told last, this time included
 */
record DueNotice(Notice notice, String subject, int times, Instant at) {
  private static final int HASH_BYTES = 8;

  /** The message for the log. */
  String line() {
    String times =
        this.times == 1 ? "" : " (%d times since the last such line)".formatted(this.times);
    return notice.message() + times;
  }

  /** The name of the Kubernetes Event: all processes write to the same one. */
  String eventName() {
    return "tagfast."
        + notice.cause().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + "."
        + Sha256.hex(subject, HASH_BYTES);
  }
}

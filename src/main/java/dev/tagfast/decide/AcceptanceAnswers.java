package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.RememberedAcceptance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadAcceptance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers a person who accepts something and sees no effect: it is not understood, or the tag does
 * not show that digest. Each is answered once.
 */
final class AcceptanceAnswers {
  private static final Cause PERSON =
      new Cause(PushEvent.PERSON, Optional.empty(), Optional.empty());

  private AcceptanceAnswers() {}

  /**
   * The answers that this look owes.
   *
   * @param before the entry as it was before this look
   * @param now its acceptances after this look
   * @param shown what the tag shows
   * @param at the time of the look
   */
  static List<Intent.Tell> of(
      TagEntry before, Acceptances now, Optional<Digest> shown, Instant at) {
    return Stream.concat(
            now.newlyUnread(before.acceptances()).stream().map(it -> unread(before, it, shown)),
            now.newlyWaiting(before.acceptances()).stream().map(it -> waits(before, it, shown, at)))
        .toList();
  }

  private static Intent.Tell unread(
      TagEntry before, UnreadAcceptance unread, Optional<Digest> shown) {
    return tell(
        before,
        shown,
        Optional.empty(),
        Reason.ACCEPTANCE_UNREADABLE,
        unread.place() + " " + unread.text(),
        unread.sentence(),
        PERSON);
  }

  private static Intent.Tell waits(
      TagEntry before, RememberedAcceptance waiting, Optional<Digest> shown, Instant at) {
    return tell(
        before,
        shown,
        Optional.of(waiting.acceptance().digest()),
        Reason.ACCEPTANCE_WAITS,
        waiting.end().toString(),
        why(before, waiting, shown, at),
        Cause.of(waiting.acceptance()));
  }

  private static String why(
      TagEntry before, RememberedAcceptance waiting, Optional<Digest> shown, Instant at) {
    Instant end = waiting.end().truncatedTo(ChronoUnit.SECONDS);
    if (!waiting.counts(at)) {
      return "Its end, %s, is over, so it accepts nothing. Write a later one.".formatted(end);
    }
    if (shown.filter(waiting.acceptance().digest()::equals).isPresent()) {
      return "The tag is held for another reason; it counts when that is over, until %s."
          .formatted(end);
    }
    String waits = "It counts once, when the tag shows it, until %s.".formatted(end);
    return before.knownDigests().contains(waiting.acceptance().digest())
        ? waits
        : waits
            + " It is none that this tag is known to have shown: unless it is still to be pushed, check the digits.";
  }

  private static Intent.Tell tell(
      TagEntry before,
      Optional<Digest> shown,
      Optional<Digest> digest,
      Reason reason,
      String about,
      String detail,
      Cause cause) {
    ReportKind kind = ReportKind.ACCEPTANCE_PENDING;
    String id =
        ReportId.of(
            before, before.generation() + 1, kind, shown, digest, reason.word() + " " + about);
    return new Intent.Tell(
        id, kind.name(), shown, digest, reason.word(), detail, kind.isAlert(), cause);
  }
}

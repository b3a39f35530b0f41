package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.RememberedAcceptance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadAcceptance;
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
   * @param seen what the tag shows
   */
  static List<Intent.Tell> of(TagEntry before, Acceptances now, Optional<Digest> seen) {
    return Stream.concat(
            now.newlyUnread(before.acceptances()).stream().map(it -> unread(before, it, seen)),
            now.newlyWaiting(before.acceptances()).stream().map(it -> waits(before, it, seen)))
        .toList();
  }

  private static Intent.Tell unread(
      TagEntry before, UnreadAcceptance unread, Optional<Digest> seen) {
    return tell(
        before,
        seen,
        Optional.empty(),
        Reason.ACCEPTANCE_UNREADABLE,
        unread.text(),
        unread.sentence(),
        PERSON);
  }

  private static Intent.Tell waits(
      TagEntry before, RememberedAcceptance waiting, Optional<Digest> seen) {
    return tell(
        before,
        seen,
        Optional.of(waiting.acceptance().digest()),
        Reason.ACCEPTANCE_WAITS,
        waiting.end().toString(),
        "It counts once, when the tag shows it, until %s."
            .formatted(waiting.end().truncatedTo(ChronoUnit.SECONDS)),
        Cause.of(waiting.acceptance()));
  }

  private static Intent.Tell tell(
      TagEntry before,
      Optional<Digest> seen,
      Optional<Digest> digest,
      Reason reason,
      String about,
      String detail,
      Cause cause) {
    ReportKind kind = ReportKind.ACCEPTANCE_PENDING;
    String id =
        ReportId.of(
            before, before.generation() + 1, kind, seen, digest, reason.word() + " " + about);
    return new Intent.Tell(
        id, kind.name(), seen, digest, reason.word(), detail, kind.isAlert(), cause);
  }
}

package dev.tagfast.ledger.kubernetes;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.Followers;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadAcceptance;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says for people how a tag stands: the columns of {@code kubectl get imagetags}, and the condition
 * {@code Ready}. A merge patch never removes a member of an object, so every member is always set.
 */
final class ImageTagSummary {
  private static final String NOTHING = "-";

  /** Digits of a digest in a column: as many as reports print, and an acceptance needs. */
  private static final int DIGITS = 12;

  private static final int LONGEST_BY = 16;

  /** Words of {@code Reason}, which a later step of an event owns. */
  static final String NOT_RUNNABLE = "NotRunnable";

  static final String TAG_RESTORED = "TagRestored";

  static final Set<String> WAITING = Set.of("OutsideWindow", "DigestTooYoung", "RolloutLimit");

  private ImageTagSummary() {}

  /** The columns that are made for people alone. */
  static Map<String, Object> columns(TagEntry entry) {
    return Map.of(
        "accepted",
        entry.accepted().map(held -> digits(held.digest())).orElse(NOTHING),
        "shows",
        entry.seen().map(ImageTagSummary::digits).orElse(NOTHING),
        "by",
        lastMove(entry).map(ImageTagSummary::by).orElse(NOTHING),
        "followed",
        followed(entry.followers()));
  }

  /** Those that only wait for time to pass are counted among the ones that the ledger lists. */
  private static String followed(Followers followers) {
    long waiting =
        followers.first().stream()
            .filter(ImageTagSummary::waitsForTime)
            .map(FollowerState::workload)
            .distinct()
            .count();
    String some =
        Stream.of(counted(followers.held(), "held"), counted(waiting, "waiting"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return some.isEmpty()
        ? Integer.toString(followers.count())
        : followers.count() + " (" + some + ")";
  }

  private static Optional<String> counted(long number, String how) {
    return number == 0 ? Optional.empty() : Optional.of(number + " " + how);
  }

  private static boolean waitsForTime(FollowerState follower) {
    return WAITING.contains(follower.state());
  }

  /** The condition {@code Ready}: the tag shows what it is held to, and nobody is waited for. */
  static Map<String, Object> ready(TagEntry entry) {
    return Map.of(
        "type",
        "Ready",
        "status",
        entry.ready().word(),
        "lastTransitionTime",
        entry.readySince().toString(),
        "reason",
        reason(entry),
        "message",
        message(entry));
  }

  private static String reason(TagEntry entry) {
    if (!entry.acceptances().answered().isEmpty()) {
      return "AcceptanceUnreadable";
    }
    return entry.state().isReady() && entry.followers().held() > 0
        ? "FollowerHeld"
        : entry.state().word();
  }

  private static String message(TagEntry entry) {
    String state = sentence(entry);
    Optional<String> acceptance =
        entry.acceptances().answered().stream().findFirst().map(UnreadAcceptance::sentence);
    Optional<String> held =
        entry.followers().first().stream()
            .filter(FollowerState::held)
            .findFirst()
            .map(
                first ->
                    "%s waits for a person (%s): %s"
                        .formatted(first.workload(), first.state(), first.detail()));
    Optional<String> later =
        entry.followers().first().stream()
            .filter(ImageTagSummary::waitsForTime)
            .findFirst()
            .map(
                first ->
                    "%s waits (%s): %s".formatted(first.workload(), first.state(), first.detail()));
    return Stream.of(Optional.of(state), acceptance, waiting(entry), held, later)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> waiting(TagEntry entry) {
    return entry.acceptances().remembered().stream()
        .filter(known -> known.used().isEmpty() && known.end().isAfter(entry.touched()))
        .findFirst()
        .map(
            known ->
                "The acceptance of %s waits until the tag shows it, at most until %s."
                    .formatted(
                        known.acceptance().digest().abbreviated(),
                        known.end().truncatedTo(ChronoUnit.SECONDS)));
  }

  private static String sentence(TagEntry entry) {
    String shows = entry.seen().map(Digest::abbreviated).orElse("nothing");
    String accepted =
        entry.accepted().map(AcceptedDigest::digest).map(Digest::abbreviated).orElse("nothing");
    return switch (entry.state()) {
      case CURRENT -> "It shows its accepted digest.";
      case OVERWRITTEN ->
          "It shows %s instead of the accepted %s%s: accept it, or push the accepted image again."
              .formatted(shows, accepted, lastBy(entry));
      case FROZEN ->
          "It was put back three times within an hour and overwritten again%s: revoke the push credential, then accept %s or push the accepted image again."
              .formatted(lastBy(entry), shows);
      case LOST ->
          "The registry no longer has the accepted %s: push that image again, or accept what the tag shows."
              .formatted(accepted);
      case DELETED ->
          entry.accepted().isPresent()
              ? "It is gone from the registry; the accepted %s is remembered.".formatted(accepted)
              : "It is gone from the registry.";
      case HELD -> held(entry);
      case UNPROVEN ->
          entry.accepted().isPresent()
              ? "Nobody vouches for %s: accept it, or push the right image again."
                  .formatted(accepted)
              : "It shows %s, and an event or a pin names another digest: accept the right one, or push the right image again."
                  .formatted(shows);
      case UNCONFIRMED ->
          "An event named it, and the registry did not show it yet%s."
              .formatted(entry.lookAgainWhy().map(why -> ": " + why).orElse(""));
    };
  }

  private static String held(TagEntry entry) {
    if (lastMove(entry).filter(move -> move.reason().equals(NOT_RUNNABLE)).isPresent()) {
      return "It shows what no container can run, so nothing moves: push an image under it again.";
    }
    return "Nothing moves%s while a policy that could match it is invalid: kubectl get tagpolicies."
        .formatted(
            entry
                .claimed()
                .map(digest -> ", and %s is not judged,".formatted(digest.abbreviated()))
                .orElse(""));
  }

  /** Who pushed; where nobody is named, how it was found, which must not read like a person. */
  private static String lastBy(TagEntry entry) {
    return lastMove(entry)
        .map(Move::cause)
        .map(cause -> (cause.actor().isPresent() ? ", by " : ", seen through ") + by(cause))
        .orElse("");
  }

  private static Optional<Move> lastMove(TagEntry entry) {
    return entry.history().isEmpty() ? Optional.empty() : Optional.of(entry.history().getLast());
  }

  /** The cause of a restore is the overwrite: its pusher did not put the tag back. */
  private static String by(Move move) {
    return move.reason().equals(TAG_RESTORED) ? "tagfast" : by(move.cause());
  }

  private static String by(Cause cause) {
    return UntrustedText.clean(cause.actor().orElse(cause.source()), LONGEST_BY);
  }

  private static String digits(Digest digest) {
    return digest.hex().substring(0, DIGITS);
  }
}

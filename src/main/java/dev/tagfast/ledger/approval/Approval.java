package dev.tagfast.ledger.approval;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's approval of one digest of one tag, a {@code TagApproval} object. It is bound to the
 * digest, so that approving A never lets B through, and its object never changes.
 *
 * @param uid of the object: one that is deleted and created again is another approval
 * @param name of the object
 * @param version of the object, so that its status is written on no other
 * @param key the tag
 * @param digest the approved digest
 * @param reason why, in the person's words; untrusted
 * @param by who approves; untrusted unless {@code verified}
 * @param verified whether the API server made sure that {@code by} is who created the object
 * @param created when the object was created, by the API server's clock
 * @param until after this instant it no longer counts; empty: {@link #LONGEST} after its creation
 * @param told what its status says; empty: nothing yet
 */
public record Approval(
    String uid,
    String name,
    String version,
    TagKey key,
    Digest digest,
    String reason,
    Optional<String> by,
    boolean verified,
    Instant created,
    Optional<Instant> until,
    Optional<ApprovalStatus> told) {
  /** How long an approval without {@code until} waits for its digest. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_REASON = 120;

  /** When it stops to count. It depends on the object alone, so that every process agrees. */
  public Instant end() {
    return until.orElseGet(() -> created.plus(LONGEST));
  }

  /** Whether its time is over. */
  public boolean isOver(Instant now) {
    return !now.isBefore(end());
  }

  /** Whether its status says that it is done with: it was used, or it never counts. */
  public boolean isFinished() {
    return told.filter(status -> status.state() != ApprovalState.WAITING).isPresent();
  }

  /** The same, with what the API server vouches for. */
  public Approval withVerified(boolean now) {
    return new Approval(uid, name, version, key, digest, reason, by, now, created, until, told);
  }

  /** Who approves and why, for the history and the reports. */
  public String who() {
    String person = by.map(it -> UntrustedText.clean(it, LONGEST_NAME)).orElse("somebody");
    return "%s%s (TagApproval %s: %s)"
        .formatted(
            person,
            verified ? "" : ", not verified",
            name,
            UntrustedText.clean(reason, LONGEST_REASON));
  }
}

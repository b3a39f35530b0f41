package dev.tagfast.gate;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.approval.Approval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verdict on a push needs.
 *
 * @param key the tag that is pushed
 * @param pushed what is pushed
 * @param entry what the ledger knows of the tag
 * @param policy what the policies say of it
 * @param shown what the registry shows under it, where the ledger knows nothing
 * @param act {@code tagfast.mode: act}; otherwise nothing is refused
 * @param approval the command by which a person approves, up to the digest; empty: the ledger has
 *     no objects
 * @param approvals the approvals of the tag, where they were read
 * @param now the time; a decision reads no clock
 */
public record GateFacts(
    TagKey key,
    PushedImage pushed,
    Optional<TagEntry> entry,
    GatePolicy policy,
    Optional<Digest> shown,
    boolean act,
    Optional<String> approval,
    List<Approval> approvals,
    Instant now) {
  /** Copies the list. */
  public GateFacts {
    approvals = List.copyOf(approvals);
  }

  /** Whether another image is refused, rather than warned of. */
  public boolean refuses() {
    return act && policy.guard() == GatePolicy.Guard.REFUSE;
  }

  /** The same, once the registry was asked. */
  public GateFacts showing(Digest now) {
    return new GateFacts(
        key, pushed, entry, policy, Optional.of(now), act, approval, approvals, this.now);
  }

  /** The same, once the approvals were read. */
  public GateFacts with(List<Approval> given) {
    return new GateFacts(key, pushed, entry, policy, shown, act, approval, given, now);
  }

  /** The image that the tag is held to: the accepted one, or else what it was seen to show. */
  Optional<Digest> held() {
    return heldByLedger(entry).or(() -> shown);
  }

  /** The same, as the ledger alone knows it. */
  public static Optional<Digest> heldByLedger(Optional<TagEntry> entry) {
    return entry
        .flatMap(TagEntry::accepted)
        .map(AcceptedDigest::digest)
        .or(() -> entry.flatMap(TagEntry::seen));
  }

  /** Whether somebody accepted that image, rather than that it was only seen. */
  boolean isAccepted() {
    return entry.flatMap(TagEntry::accepted).isPresent();
  }

  /** Whether this image runs as the pushed one does. */
  boolean isPushed(Digest other) {
    KnownManifests known = entry.map(TagEntry::manifests).orElse(KnownManifests.NONE);
    return policy.attestationsCount()
        ? pushed.digest().equals(other)
        : pushed.runsLike(other, known);
  }

  /** Whether a person accepts the pushed digest now. */
  boolean isApproved() {
    return Acceptances.of(entry).covering(pushed.digest(), approvals, now).isPresent();
  }

  /**
   * Whether the push settles an unproven tag: an event named this digest before Tagfast saw another
   * one under the tag.
   */
  boolean settles() {
    boolean proven =
        entry.flatMap(TagEntry::accepted).filter(held -> held.provenance().isProven()).isPresent();
    return !proven && entry.flatMap(TagEntry::claimed).filter(pushed.digest()::equals).isPresent();
  }
}

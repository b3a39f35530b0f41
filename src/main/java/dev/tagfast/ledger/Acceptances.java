package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.UsedApprovals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The acceptances of one tag. Each is used once. To accept the same digest once more, a person
 * writes another {@code until}, or removes the acceptance and writes it again.
 *
 * @param written what stands in the object now; people write it, Tagfast never does
 * @param unread what stands in the object now and is not understood
 * @param remembered what the ledger knows of them; at most {@value #MOST}, newest last
 * @param answered those of {@code unread} that a person was told of
 * @param approvals the approvals of the tag that took effect
 */
public record Acceptances(
    List<Acceptance> written,
    List<UnreadAcceptance> unread,
    List<RememberedAcceptance> remembered,
    List<UnreadAcceptance> answered,
    UsedApprovals approvals) {
  /** How many are remembered. */
  public static final int MOST = 10;

  /** None. */
  public static final Acceptances NONE = new Acceptances(List.of(), List.of());

  /** Copies the lists, and keeps the newest within the bound. */
  public Acceptances {
    written = List.copyOf(written);
    unread = List.copyOf(unread);
    remembered =
        List.copyOf(remembered.subList(Math.max(0, remembered.size() - MOST), remembered.size()));
    answered = List.copyOf(answered);
  }

  /** All of which are understood. */
  public Acceptances(List<Acceptance> written, List<RememberedAcceptance> remembered) {
    this(written, List.of(), remembered, List.of());
  }

  /** Of a tag of which no approval took effect. */
  public Acceptances(
      List<Acceptance> written,
      List<UnreadAcceptance> unread,
      List<RememberedAcceptance> remembered,
      List<UnreadAcceptance> answered) {
    this(written, unread, remembered, answered, UsedApprovals.NONE);
  }

  /** Those of an entry, or none where the ledger has no entry. */
  public static Acceptances of(Optional<TagEntry> entry) {
    return entry.map(TagEntry::acceptances).orElse(NONE);
  }

  /** The same memory beside what stands in the object now. */
  public Acceptances beside(List<Acceptance> nowWritten, List<UnreadAcceptance> nowUnread) {
    return new Acceptances(nowWritten, nowUnread, remembered, answered, approvals);
  }

  /** Whether a person accepts this digest now. */
  public boolean cover(Digest digest, Instant now) {
    return covering(digest, now).isPresent();
  }

  /** The acceptance by which a person accepts this digest now. */
  public Optional<Acceptance> covering(Digest digest, Instant now) {
    return written.stream()
        .filter(acceptance -> acceptance.digest().equals(digest))
        .filter(acceptance -> remembered(acceptance, now).counts(now))
        .findFirst();
  }

  /**
   * The acceptance or approval by which a person lets this digest in now. Events, gate and
   * admission ask this one question.
   *
   * @param given the approvals of the tag as they are now
   */
  public Optional<Acceptance> covering(Digest digest, List<Approval> given, Instant now) {
    return covering(digest, now)
        .or(() -> counting(digest, given, now).stream().findFirst().map(Acceptance::of));
  }

  private List<Approval> counting(Digest digest, List<Approval> given, Instant now) {
    return given.stream()
        .filter(approval -> approval.digest().equals(digest))
        .filter(approval -> approvals.leaves(approval, now))
        .toList();
  }

  /**
   * What is to be remembered at this look: each acceptance that stands in the object, and nothing
   * of those that were removed.
   */
  public Acceptances noted(Instant now) {
    return new Acceptances(
        written,
        unread,
        written.stream().map(acceptance -> remembered(acceptance, now)).toList(),
        unread,
        approvals);
  }

  /**
   * The same after the acceptances and approvals of this digest have taken effect.
   *
   * @param given the approvals of the tag as they are now
   */
  public Acceptances used(Digest digest, List<Approval> given, Instant now) {
    List<RememberedAcceptance> next = new ArrayList<>();
    for (RememberedAcceptance each : noted(now).remembered()) {
      boolean takesEffect = each.acceptance().digest().equals(digest) && each.counts(now);
      next.add(
          takesEffect
              ? new RememberedAcceptance(each.acceptance(), each.since(), Optional.of(now))
              : each);
    }
    return new Acceptances(
        written, unread, next, unread, approvals.with(counting(digest, given, now), now));
  }

  /** Those that the ledger does not know yet, and that have not taken effect. */
  public List<RememberedAcceptance> newlyWaiting(Acceptances before) {
    return remembered.stream()
        .filter(each -> each.used().isEmpty())
        .filter(
            each ->
                before.remembered.stream()
                    .noneMatch(known -> known.acceptance().isSameAs(each.acceptance())))
        .toList();
  }

  /** What is not understood and nobody was told of. */
  public List<UnreadAcceptance> newlyUnread(Acceptances before) {
    return unread.stream().filter(each -> !before.answered.contains(each)).toList();
  }

  /** Whether the ledger remembers all of it already. */
  public boolean isRecordedAs(Acceptances before) {
    return answered.equals(before.answered)
        && remembered.size() == before.remembered.size()
        && remembered.stream().allMatch(before.remembered::contains);
  }

  private RememberedAcceptance remembered(Acceptance acceptance, Instant now) {
    return remembered.stream()
        .filter(known -> known.acceptance().isSameAs(acceptance))
        .findFirst()
        .orElseGet(() -> new RememberedAcceptance(acceptance, now, Optional.empty()));
  }
}

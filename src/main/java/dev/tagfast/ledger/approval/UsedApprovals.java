package dev.tagfast.ledger.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The approvals of one tag that took effect and could count otherwise.
 *
 * <p>One is forgotten only when its time is long over, never because a list of the objects lacks
 * it: a list may be older than the object.
 *
 * @param all oldest first
 */
public record UsedApprovals(List<UsedApproval> all) {
  /**
   * How many are remembered. While there are as many no other counts, because one that is forgotten
   * could be used again.
   */
  public static final int MOST = 20;

  /** None. */
  public static final UsedApprovals NONE = new UsedApprovals(List.of());

  /** Copies the list. */
  public UsedApprovals {
    all = List.copyOf(all);
  }

  /** Whether the approval lets its digest in now. */
  public boolean leaves(Approval approval, Instant now) {
    return !approval.isOver(now)
        && !approval.isFinished()
        && find(approval).isEmpty()
        && !isFull(now);
  }

  /** The use of this approval; empty: it was not used. */
  public Optional<UsedApproval> find(Approval approval) {
    return all.stream().filter(used -> used.uid().equals(approval.uid())).findFirst();
  }

  /** Whether no other counts. */
  public boolean isFull(Instant now) {
    return all.stream().filter(used -> used.isRemembered(now)).count() >= MOST;
  }

  /** The same, with those that took effect now and without those whose time is long over. */
  public UsedApprovals with(List<Approval> now, Instant at) {
    List<UsedApproval> next =
        new ArrayList<>(all.stream().filter(it -> it.isRemembered(at)).toList());
    // Several people may approve one digest; none of those approvals is left for a later time.
    now.stream()
        .limit(Math.max(0, MOST - next.size()))
        .forEach(approval -> next.add(UsedApproval.of(approval, at)));
    return new UsedApprovals(next);
  }
}

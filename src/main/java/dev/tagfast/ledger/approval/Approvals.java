package dev.tagfast.ledger.approval;

import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Set;

/**
 * Where approvals are kept. They are asked for only where a verdict would hold a digest back, so
 * that they cost nothing elsewhere.
 *
 * <p>No method fails: where approvals cannot be read there are none, which lets nothing in, and
 * reconcile looks again.
 */
public interface Approvals {
  /** A store without approvals. */
  Approvals NONE =
      new Approvals() {
        @Override
        public List<Approval> of(TagKey key) {
          return List.of();
        }

        @Override
        public Set<TagKey> waiting() {
          return Set.of();
        }

        @Override
        public void tell(List<Approval> those, UsedApprovals used, boolean known) {
          // Nobody is there to be told.
        }
      };

  /** Those of one tag, read after this was called. */
  List<Approval> of(TagKey key);

  /** The tags of those that wait, for a run of reconcile. */
  Set<TagKey> waiting();

  /**
   * Says on each object how it stands, where that is not said yet.
   *
   * @param those approvals of one tag
   * @param used what the ledger remembers of that tag's approvals
   * @param known whether the ledger knows the tag
   */
  void tell(List<Approval> those, UsedApprovals used, boolean known);
}

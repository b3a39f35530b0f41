package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.image.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a message must know beside the verdict: whether Tagfast may change anything, and how each
 * follower stands.
 *
 * @param act {@code tagfast.mode: act}; otherwise nothing was changed
 * @param putBack whether the tag is being put back, so that who accepts what it shows must push
 *     that again
 * @param shown what the tag shows, which a new pod of an unpinned workload gets; empty: nothing
 * @param followers how each follower stands; empty: they could not be listed
 */
public record Situation(
    boolean act, boolean putBack, Optional<Digest> shown, Optional<List<RolloutResult>> followers) {
  /** Copies the list. */
  public Situation {
    followers = followers.map(List::copyOf);
  }
}

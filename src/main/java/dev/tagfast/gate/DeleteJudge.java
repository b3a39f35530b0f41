package dev.tagfast.gate;

import dev.tagfast.gate.GatePolicy.Guard;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import java.util.List;
import java.util.Optional;

/** Gives the verdict on a delete. Pure. */
public final class DeleteJudge {
  private DeleteJudge() {}

  /**
   * A tag that a delete takes away.
   *
   * @param policy what the policies say of it
   */
  public record Affected(TagKey key, GatePolicy policy) {}

  /**
   * A delete of a tag. A protected tag stays, also one that the ledger does not know: without it
   * anybody could push another image under it.
   */
  public static GateVerdict ofTag(Affected tag, Optional<TagEntry> entry, boolean act) {
    // The registry has it no more, and says so.
    boolean isGone = entry.filter(known -> known.state() == TagState.DELETED).isPresent();
    return isGone ? new GateVerdict.Pass() : judge(List.of(tag), act);
  }

  /**
   * A delete of a manifest.
   *
   * @param tags those for which {@link #isShownBy} holds
   */
  public static GateVerdict ofDigest(List<Affected> tags, boolean act) {
    return judge(tags, act);
  }

  /**
   * Whether the delete of a digest harms a tag: it is held to it, or shows it. What overwrote the
   * tag is not protected; to delete that is how people clean up.
   */
  public static boolean isShownBy(TagEntry entry, Digest digest) {
    return entry.state() != TagState.DELETED
        && entry.isOf(entry.key().repository(), Optional.of(digest))
        && !entry.isQuarantined(digest);
  }

  private static GateVerdict judge(List<Affected> tags, boolean act) {
    List<Affected> refused = guarded(tags, Guard.REFUSE);
    if (!refused.isEmpty() && act) {
      String message = GateText.delete(refused);
      return new GateVerdict.Refuse(message, message);
    }
    List<Affected> warned = refused.isEmpty() ? guarded(tags, Guard.WARN) : refused;
    return warned.isEmpty()
        ? new GateVerdict.Pass()
        : new GateVerdict.PassWithWarning(GateText.deleteWarning(warned));
  }

  private static List<Affected> guarded(List<Affected> tags, Guard guard) {
    return tags.stream().filter(tag -> tag.policy().guard() == guard).toList();
  }
}

package dev.tagfast.policy;

import java.util.Locale;

/**
 * What the policies say of one tag.
 *
 * @param mode what happens when it shows another digest
 * @param follow {@code rollout: Follow}: whether subscribers follow an {@code Alert} tag; {@code
 *     Moving} ones always do
 * @param restore whether a rejected tag is put back in the registry; a rule's own word, never the
 *     default
 * @param record whether it is recorded although nobody follows it; protected tags always are
 * @param keep whether the registry is asked to keep what is accepted of it, and what workloads are
 *     pinned to
 * @param attestations whether other attestations alone make another image
 * @param origin policy and rule, or the default class, for people: {@code default/full-version}
 */
public record Treatment(
    TagMode mode,
    boolean follow,
    boolean restore,
    boolean record,
    boolean keep,
    AttestationRule attestations,
    String origin) {
  /** Kept only where the registry's setting says so. */
  public Treatment(
      TagMode mode,
      boolean follow,
      boolean restore,
      boolean record,
      AttestationRule attestations,
      String origin) {
    this(mode, follow, restore, record, false, attestations, origin);
  }

  /** With other attestations, an image is the same. */
  public Treatment(TagMode mode, boolean follow, boolean restore, boolean record, String origin) {
    this(mode, follow, restore, record, AttestationRule.SAME_IMAGE, origin);
  }

  /** The same, and recorded in any case. */
  public Treatment recorded() {
    return new Treatment(mode, follow, restore, true, keep, attestations, origin);
  }

  /** What is not an image is ignored where no rule names its kind. */
  public static Treatment ofUnnamed(ContentKind kind) {
    return new Treatment(
        TagMode.IGNORE, false, false, false, "default/" + kind.name().toLowerCase(Locale.ROOT));
  }
}

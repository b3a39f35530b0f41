package dev.tagfast.admission;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.registry.RegistryAnswer;
import java.util.Optional;

/**
 * What is known of a tag.
 *
 * @param key the tag
 * @param entry what the ledger knows
 * @param policy what the policies say of it, if it is an image
 * @param shown what the registry shows; empty: it was not asked
 * @param accept the command by which a person accepts a digest, up to that digest; empty: the
 *     ledger has no objects
 */
public record TagFacts(
    TagKey key,
    Optional<TagEntry> entry,
    PolicyAnswer policy,
    Optional<RegistryAnswer<Descriptor>> shown,
    Optional<String> accept) {
  /** The same, once the registry was asked. */
  public TagFacts showing(RegistryAnswer<Descriptor> answer) {
    return new TagFacts(key, entry, policy, Optional.of(answer), accept);
  }

  /** The digest that the ledger holds the tag to. */
  Optional<Digest> held() {
    return entry.flatMap(TagEntry::accepted).map(AcceptedDigest::digest);
  }

  /**
   * Whether the ledger's digest counts whatever the registry shows: the tag may not move, or events
   * and reconcile look after it. Of a moving tag that nobody follows a lost event is never found.
   */
  boolean isHeld() {
    return held().isPresent()
        && (isProtected() || entry.filter(known -> known.followers().count() > 0).isPresent());
  }

  /** Whether nobody vouches for what the tag shows, so that nothing of it may run. */
  boolean isContested() {
    return isProtected() && entry.isPresent() && held().isEmpty() && entry.get().seen().isPresent();
  }

  /** Whether an event named another digest of a protected tag than this one. */
  boolean isClaimedOtherThan(Digest shown) {
    return isProtected()
        && held().isEmpty()
        && entry.flatMap(TagEntry::claimed).filter(claim -> !claim.equals(shown)).isPresent();
  }

  /** Whether only the registry can say what the tag shows. */
  public boolean needsRegistry() {
    return switch (policy) {
      case PolicyAnswer.Broken _ -> false;
      case PolicyAnswer.Treat(Treatment treatment) ->
          treatment.mode() != TagMode.IGNORE && !isHeld() && !isContested();
    };
  }

  /** Whether the ledger does not know yet what the registry shows. */
  public boolean isNews() {
    return shown.isPresent()
        && shown.get() instanceof RegistryAnswer.Found<Descriptor>(Descriptor(Digest digest, _))
        && entry.flatMap(TagEntry::seen).filter(digest::equals).isEmpty();
  }

  private boolean isProtected() {
    return switch (policy) {
      case PolicyAnswer.Broken _ -> true;
      case PolicyAnswer.Treat(Treatment treatment) -> treatment.mode().isProtected();
    };
  }
}

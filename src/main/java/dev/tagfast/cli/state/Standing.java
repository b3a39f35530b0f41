package dev.tagfast.cli.state;

import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import java.util.Optional;

/**
 * How one container stands to the tag that it follows.
 *
 * @param workload whose it is
 * @param container its name
 * @param image as the workload has it
 * @param rule what it follows, in words
 * @param follows the tag; empty: none that is known
 * @param should the digest that is accepted for it; empty: none
 * @param state the word of a {@code Reason}, or of this program where no rule was asked
 * @param detail what stands in the way and what to do; may be empty
 * @param kind what that means
 */
public record Standing(
    Workload workload,
    String container,
    ImageReference image,
    String rule,
    Optional<TagKey> follows,
    Optional<Digest> should,
    String state,
    String detail,
    Kind kind) {
  /** What a state means for a person. */
  public enum Kind {
    /** It runs what it should. */
    THERE,
    /** The next look brings it there. */
    DUE,
    /** Time passes, and it goes on. */
    WAITS,
    /** A person must do something. */
    HELD,
    /** Nothing is known to bring it to. */
    NOTHING
  }

  /** The digest in its image. */
  public Optional<Digest> runs() {
    return image.digest();
  }

  /** Kind, namespace and name, as a person types them: {@code deployment/kitchen/drinks}. */
  public String name() {
    return workload.kind().toLowerCase(java.util.Locale.ROOT)
        + "/"
        + workload.namespace()
        + "/"
        + workload.name();
  }
}

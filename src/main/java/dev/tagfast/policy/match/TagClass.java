package dev.tagfast.policy.match;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.re2j.Pattern;
import dev.tagfast.image.Tag;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a tag looks like, and what that means where no policy says otherwise. The constants are
 * looked at in their order, and the order decides: {@code 1.0.0-SNAPSHOT} moves because its last
 * word is looked at before its numbers; {@code pr-3f2a9c1} is a pull request before it is a commit.
 */
@SuppressWarnings("ImmutableEnumChecker") // the predicates are patterns and pure functions
@RegisterForReflection
public enum TagClass {
  /**
   * What tools write beside images: signatures, attestations and SBOMs (cosign), the referrers'
   * fallback tag (OCI distribution-spec), build caches.
   */
  @JsonProperty("Internal")
  INTERNAL(
      TagMode.IGNORE,
      "sha(?:256|512)-[0-9a-f]+(?:\\..*)?|.+\\.(?:sig|att|sbom)|(?:.+-)?buildcache|cache-.+"),

  /** A name that moves by its meaning, alone or as the last word: {@code 1.2.3-nightly}. */
  @JsonProperty("MovingWord")
  MOVING_WORD(TagMode.MOVING, "stable|(?:.*[-_.])?(?:snapshot|nightly|dev|main|latest|edge)"),

  /** The head of a pull request: {@code pr-17}. */
  @JsonProperty("PullRequest")
  PULL_REQUEST(TagMode.MOVING, "pr-.*"),

  /**
   * One or two numbers: the newest of that line, {@code 3}, {@code 3.2}, {@code v1}. Longer numbers
   * are dates and build numbers.
   */
  @JsonProperty("PartialVersion")
  PARTIAL_VERSION(TagMode.MOVING, "v?[0-9]{1,4}(?:\\.[0-9]{1,4})?"),

  /** Three or four numbers, with or without a name before and a suffix behind them. */
  @JsonProperty("FullVersion")
  FULL_VERSION(TagMode.REJECT, "(?:[a-z][a-z0-9._-]*[-_])?v?[0-9]+(?:\\.[0-9]+){2,3}(?:[-_].*)?"),

  /** A day, or a day and a time. */
  @JsonProperty("Date")
  DATE(TagMode.REJECT, DateTag::matches),

  /** A commit id, alone or behind the name of a branch. */
  @JsonProperty("Commit")
  COMMIT(TagMode.REJECT, CommitTag::matches),

  /** Everything else: names that people give, {@code today}, {@code production}. */
  @JsonProperty("Other")
  OTHER(TagMode.MOVING, _ -> true);

  private final TagMode mode;
  private final Predicate<String> shape;

  TagClass(TagMode mode, Predicate<String> shape) {
    this.mode = mode;
    this.shape = shape;
  }

  TagClass(TagMode mode, String shape) {
    this(mode, Pattern.compile(shape, Pattern.CASE_INSENSITIVE)::matches);
  }

  /** The class of a tag: every tag has exactly one. */
  public static TagClass of(Tag tag) {
    return Arrays.stream(values())
        .filter(candidate -> candidate.shape.test(tag.value()))
        .findFirst()
        .orElse(OTHER);
  }

  /** What the default says of such tags. */
  public TagMode mode() {
    return mode;
  }

  /** The default treatment. It never writes to a registry: restore is a rule's own word. */
  public Treatment treatment() {
    return new Treatment(
        mode,
        mode == TagMode.MOVING,
        false,
        mode.isProtected(),
        "default/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}

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
 * looked at in their order, and the first that fits decides:
 *
 * <ol>
 *   <li>{@link #INTERNAL} before all: {@code 1.2.3.sig} is a signature, not a version.
 *   <li>{@link #MOVING_WORD} before the versions, dates and commits: {@code 1.0.0-SNAPSHOT} and
 *       {@code 3f2a9c1-dirty} move whatever else they name.
 *   <li>{@link #PULL_REQUEST} before the commits: {@code pr-3f2a9c1} is pushed again by each run of
 *       its pipeline.
 *   <li>{@link #PARTIAL_VERSION}, then {@link #FULL_VERSION} before {@link #DATE}: {@code
 *       2024.05.12} is a version of three numbers.
 *   <li>{@link #DATE}, unless a commit is named too; then {@link #COMMIT}.
 * </ol>
 *
 * <p>The test data {@code tags-in-the-wild.tsv} holds real tags with the decision about each.
 */
@SuppressWarnings("ImmutableEnumChecker") // the predicates are patterns and pure functions
@RegisterForReflection
public enum TagClass {
  /**
   * What tools write beside images: signatures, attestations and SBOMs (cosign), the referrers'
   * fallback tag (OCI distribution-spec), build caches, and the anchors by which Tagfast itself
   * keeps a manifest ({@code tagfast-keep-<hex>}).
   */
  @JsonProperty("Internal")
  INTERNAL(
      TagMode.IGNORE,
      "sha(?:256|512)-[0-9a-f]+(?:\\..*)?|.+\\.(?:sig|att|sbom)"
          + "|(?:.+-)?buildcache(?:-.+)?|cache-.+|tagfast-keep-.+"),

  /** A word that moves by its meaning: {@code latest}, {@code 1.2.3-nightly}. */
  @JsonProperty("MovingWord")
  MOVING_WORD(TagMode.MOVING, MovingWordTag::matches),

  /** The head of a pull request: {@code pr-17}. */
  @JsonProperty("PullRequest")
  PULL_REQUEST(TagMode.MOVING, "pr-.*"),

  /**
   * One or two numbers: the newest of that line, {@code 3}, {@code 3.2}, {@code v1}. Longer numbers
   * are dates and build numbers.
   */
  @JsonProperty("PartialVersion")
  PARTIAL_VERSION(TagMode.MOVING, "v?[0-9]{1,4}(?:\\.[0-9]{1,4})?"),

  /**
   * Numbers that name one release or build: three or four of them, a numbered pre-release, a build
   * number that says it is one.
   */
  @JsonProperty("FullVersion")
  FULL_VERSION(TagMode.REJECT, FullVersionTag::matches),

  /** A day, or a day and a time, or Unix seconds; alone, or behind a name. */
  @JsonProperty("Date")
  DATE(TagMode.REJECT, DateTag::matches),

  /** A commit id, alone or beside the name of a branch, a date, a variant. */
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

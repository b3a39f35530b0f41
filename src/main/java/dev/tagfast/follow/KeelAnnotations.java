package dev.tagfast.follow;

import com.github.zafarkhaja.semver.Version;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tagfast.follow.Follow.Newest;
import dev.tagfast.follow.TagFilter.ByGlob;
import dev.tagfast.follow.TagFilter.ByRegex;
import dev.tagfast.follow.TagFilter.Versions;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.policy.match.SemverRange;
import dev.tagfast.policy.match.TagRegex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a workload says to Keel ({@code keel.sh/policy} and its companions), read as rules of ours.
 * Each is a label or an annotation, and the annotation counts, as at Keel.
 *
 * @param labels of the workload
 * @param annotations of the workload
 */
public record KeelAnnotations(Map<String, String> labels, Map<String, String> annotations) {
  /** What subscribes a workload. */
  public static final String POLICY = "keel.sh/policy";

  private static final String LEGACY_POLICY = "keel.observer/policy";
  private static final String APPROVALS = "keel.sh/approvals";
  private static final String PRE_RELEASES = "keel.sh/matchPreRelease";
  private static final String CONTAINERS = "keel.sh/monitorContainers";
  private static final String INIT_CONTAINERS = "keel.sh/initContainers";
  private static final String VOLUMES = "keel.sh/imageVolumes";

  /** Older versions of Keel wrote the second. */
  private static final List<String> MATCH_TAG = List.of("keel.sh/matchTag", "keel.sh/match-tag");

  private static final String POLICIES =
      "Keel's policies are all, major, minor, patch, force, glob:PATTERN, regexp:EXPRESSION and never";

  /** Where the policy stands, and what it is. */
  public record Mark(boolean label, String name, String value) {}

  /** The policy that subscribes the workload; empty: there is none, or {@code never}. */
  public Optional<Mark> subscription() {
    return Stream.of(POLICY, LEGACY_POLICY)
        .flatMap(name -> mark(name).stream())
        .findFirst()
        .filter(mark -> !mark.value().isEmpty() && !mark.value().equals("never"));
  }

  /** How many people must approve each rollout; 0: none need to. */
  public int approvals() {
    return get(APPROVALS)
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /**
   * Whether Keel looks at this image at all.
   *
   * @param list {@code containers}, {@code initContainers} or {@code volumes}
   */
  public boolean covers(String list, String name) {
    return switch (list) {
      case "initContainers" -> is(INIT_CONTAINERS) && isMonitored(name);
      case "volumes" -> is(VOLUMES);
      default -> isMonitored(name);
    };
  }

  /**
   * The rule for an image.
   *
   * @param current the tag that it has
   */
  public Follow rule(Optional<Tag> current, TagCase tagCase) {
    String policy = subscription().map(Mark::value).orElse("never");
    try {
      return rule(policy, current, tagCase);
    } catch (IllegalArgumentException e) {
      return new Follow.Invalid(policy, e.getMessage() + "; " + POLICIES);
    }
  }

  private Follow rule(String policy, Optional<Tag> current, TagCase tagCase) {
    if (policy.startsWith("glob:")) {
      Glob glob = Glob.ofTags(policy.substring("glob:".length()));
      return new Newest(new ByGlob(glob, tagCase), new TagOrder.ByName(), false);
    }
    if (policy.startsWith("regexp:")) {
      // Keel's expression may match any part of a tag.
      TagRegex regex = new TagRegex(".*?(?:" + policy.substring("regexp:".length()) + ").*");
      return new Newest(
          new ByRegex(regex, tagCase),
          regex.captures(TagFilter.COMPARE) ? new TagOrder.ByName() : new TagOrder.ByPush(false),
          false);
    }
    return switch (policy) {
      case "all", "major", "minor", "patch" -> versions(policy, current);
      case "force" ->
          MATCH_TAG.stream().anyMatch(this::is)
              ? Follow.OWN
              : new Newest(new ByGlob(Glob.ofTags("*"), tagCase), new TagOrder.ByPush(true), false);
      default -> throw new IllegalArgumentException("this is no policy");
    };
  }

  /** Relative to the version that runs; Keel leaves an image without a version to its own tag. */
  private Follow versions(String policy, Optional<Tag> current) {
    Optional<Version> runs = current.flatMap(tag -> TagVersion.of(tag.value(), true));
    if (runs.isEmpty() && current.filter(tag -> !tag.equals(Tag.LATEST)).isPresent()) {
      return Follow.OWN;
    }
    boolean any = policy.equals("all") || get(PRE_RELEASES).filter("false"::equals).isPresent();
    Optional<String> variant = any ? Optional.empty() : runs.flatMap(Version::preReleaseVersion);
    return new Newest(
        new Versions(runs.flatMap(version -> range(policy, version)), variant, true),
        new TagOrder.ByVersion(any ? PreReleases.ANY : PreReleases.NONE, true),
        false);
  }

  private static Optional<SemverRange> range(String policy, Version runs) {
    long major = runs.majorVersion();
    long minor = runs.minorVersion();
    return switch (policy) {
      case "minor" -> Optional.of(new SemverRange(">=%d.0.0 <%d.0.0".formatted(major, major + 1)));
      case "patch" ->
          Optional.of(
              new SemverRange(">=%d.%d.0 <%d.%d.0".formatted(major, minor, major, minor + 1)));
      default -> Optional.empty();
    };
  }

  /** What cannot be read monitors everything, as if it were not there. */
  private boolean isMonitored(String container) {
    try {
      return get(CONTAINERS)
          .filter(text -> !text.isEmpty())
          .map(text -> Pattern.compile(text).matcher(container).find())
          .orElse(true);
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  private boolean is(String name) {
    return get(name).filter("true"::equals).isPresent();
  }

  private Optional<String> get(String name) {
    return mark(name).map(Mark::value);
  }

  private Optional<Mark> mark(String name) {
    return Optional.ofNullable(annotations.get(name))
        .map(value -> new Mark(false, name, value.strip()))
        .or(
            () ->
                Optional.ofNullable(labels.get(name))
                    .map(value -> new Mark(true, name, value.strip())));
  }
}

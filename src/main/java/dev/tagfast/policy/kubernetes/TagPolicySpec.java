package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.RolloutChoice;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.match.TagClass;
import dev.tagfast.policy.rule.PolicyParser;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a policy: as much of what {@link PolicyParser} demands as a schema can say.
 *
 * @param priority policies are asked from the highest to the lowest, then by name; absent: 0
 * @param rules the first that matches wins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record TagPolicySpec(
    @JsonPropertyDescription("Higher is asked first; equal ones are asked by name") @Default("0")
        @Nullable Integer priority,
    @JsonPropertyDescription("The first rule that matches a tag decides")
        @Required
        @Size(min = 1, max = 100)
        List<TagRule> rules) {

  /**
   * One rule.
   *
   * @param name for people: what reports call it
   * @param repositories globs for {@code host/path}; absent: every repository
   * @param tags absent: every tag
   * @param mode what is said of them
   * @param rollout in mode {@code Alert}
   * @param restore in mode {@code Reject}
   * @param record in mode {@code Moving}
   * @param keep not in mode {@code Ignore}
   * @param kinds absent: images
   * @param attestations absent: {@code SameImage}
   */
  @ValidationRule(
      value = "!has(self.rollout) || self.mode == 'Alert'",
      message = "rollout is a choice in mode Alert only")
  @ValidationRule(
      value = "!has(self.restore) || !self.restore || self.mode == 'Reject'",
      message = "restore is possible in mode Reject only")
  @ValidationRule(
      value = "!has(self.record) || !self.record || self.mode == 'Moving'",
      message = "record is a choice in mode Moving only")
  @ValidationRule(
      value = "!has(self.keep) || !self.keep || self.mode != 'Ignore'",
      message = "keep is not possible in mode Ignore")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RegisterForReflection
  public record TagRule(
      @JsonPropertyDescription("What reports call this rule")
          @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]*$")
          @Size(max = 63)
          @Nullable String name,
      @JsonPropertyDescription(
              "Patterns for registry host and path, e.g. ghcr.io/team/*; * within one part, **"
                  + " across parts; absent: every repository")
          @Size(min = 1, max = 100)
          @Nullable List<@Pattern("^[a-z0-9.:_\\[\\]/*?-]+$") @Size(max = 512) String> repositories,
      @JsonPropertyDescription("Which tags; absent: every tag") @Nullable TagSelector tags,
      @JsonPropertyDescription(
              "Moving: rolled out. Alert: reported. Reject: reported and never rolled out. Ignore:"
                  + " nothing")
          @Required
          TagMode mode,
      @JsonPropertyDescription(
              "In mode Alert: whether subscribers follow an overwrite (Follow, the default) or keep"
                  + " what they have (Hold)")
          @Nullable RolloutChoice rollout,
      @JsonPropertyDescription("In mode Reject: put an overwritten tag back in the registry")
          @Nullable Boolean restore,
      @JsonPropertyDescription("In mode Moving: record the tag although no workload follows it")
          @Nullable Boolean record,
      @JsonPropertyDescription(
              "Keep what is accepted, and what workloads are pinned to, from the registry's garbage"
                  + " collection by a second tag, tagfast-keep-…; needs push credentials")
          @Nullable Boolean keep,
      @JsonPropertyDescription("What the tags point at; absent: images alone")
          @Size(min = 1, max = 5)
          @Nullable List<ContentKind> kinds,
      @JsonPropertyDescription(
              "Whether an index with other attestations alone is the same image (SameImage, the"
                  + " default) or another digest like every other (Strict)")
          @Nullable AttestationRule attestations) {}

  /** Which tags: exactly one of the four. */
  @ValidationRule(
      value =
          "[has(self.glob), has(self.regex), has(self.semver), has(self.class)]"
              + ".filter(x, x).size() == 1",
      message = "exactly one of glob, regex, semver, class")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RegisterForReflection
  public record TagSelector(
      @JsonPropertyDescription(
              "Pattern for the whole tag; * stands for anything, ? for one" + " character")
          @Pattern("^[A-Za-z0-9._*?-]+$")
          @Size(max = 128)
          @Nullable String glob,
      @JsonPropertyDescription("Regular expression (RE2) for the whole tag")
          @Size(min = 1, max = 256)
          @Nullable String regex,
      @JsonPropertyDescription("Range of versions, e.g. >=1.2.0 <2.0.0, ^1.2, ~1.2, 1.x")
          @Size(min = 1, max = 200)
          @Nullable String semver,
      @JsonPropertyDescription("What the tag looks like, as the defaults see it")
          @JsonProperty("class")
          @Nullable TagClass tagClass) {}
}

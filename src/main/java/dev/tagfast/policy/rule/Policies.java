package dev.tagfast.policy.rule;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.Treatment;
import dev.tagfast.policy.match.TagClass;
import dev.tagfast.policy.rule.ParsedPolicy.InvalidPolicy;
import dev.tagfast.policy.rule.ParsedPolicy.ValidPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All policies, in the order in which they are asked. The first word counts: a rule that matches,
 * or an invalid policy that could speak of the tag. What none speaks of has its default class.
 */
public record Policies(List<ParsedPolicy> ordered) {
  /** No policies: the default classes. */
  public static final Policies NONE = new Policies(List.of());

  /** Puts them in order. */
  public Policies {
    ordered = ordered.stream().sorted(ParsedPolicy.ORDER).toList();
  }

  /** What they say of a tag of a registry that keeps the case of tags. */
  public PolicyAnswer answer(TagKey key, ContentKind kind) {
    return answer(key, kind, TagCase.KEEP);
  }

  /**
   * What they say of a tag that points at this kind of content.
   *
   * @param tagCase how the registry of the tag compares tags
   */
  public PolicyAnswer answer(TagKey key, ContentKind kind, TagCase tagCase) {
    if (AnchorTag.is(key.tag())) {
      // Also where a rule speaks of every tag: what Tagfast itself writes must not come back to it.
      return new PolicyAnswer.Treat(TagClass.INTERNAL.treatment());
    }
    return ordered.stream()
        .flatMap(policy -> answerOf(policy, key, kind, tagCase).stream())
        .findFirst()
        .orElseGet(() -> new PolicyAnswer.Treat(unnamed(key, kind)));
  }

  /** Whether a rule names this kind of content, or an invalid one could. */
  public boolean isNamed(ContentKind kind) {
    return ordered.stream()
        .flatMap(Policies::selectors)
        .anyMatch(selector -> selector.kinds().contains(kind));
  }

  private static Stream<Selector> selectors(ParsedPolicy policy) {
    return switch (policy) {
      case ValidPolicy valid -> valid.rules().stream().map(Rule::selector);
      case InvalidPolicy invalid -> invalid.couldSpeakOf().stream();
    };
  }

  private static Treatment unnamed(TagKey key, ContentKind kind) {
    return kind == ContentKind.IMAGE
        ? TagClass.of(key.tag()).treatment()
        : Treatment.ofUnnamed(kind);
  }

  private static Optional<PolicyAnswer> answerOf(
      ParsedPolicy policy, TagKey key, ContentKind kind, TagCase tagCase) {
    return switch (policy) {
      case ValidPolicy valid ->
          valid.rules().stream()
              .filter(rule -> rule.selector().speaksOf(key, kind, tagCase))
              .findFirst()
              .map(rule -> new PolicyAnswer.Treat(rule.treatment()));
      case InvalidPolicy invalid ->
          invalid.couldSpeakOf(key, tagCase)
              ? Optional.of(new PolicyAnswer.Broken(invalid.name(), invalid.why()))
              : Optional.empty();
    };
  }
}

package dev.tagfast.policy.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.tagfast.image.EnumWords;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.RolloutChoice;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.policy.match.SemverRange;
import dev.tagfast.policy.match.TagClass;
import dev.tagfast.policy.match.TagMatcher;
import dev.tagfast.policy.match.TagRegex;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses one rule of a policy. What it could speak of is known even where the rule is wrong: what
 * cannot be understood widens it to everything that could have been meant.
 */
final class RuleParser {
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "repositories",
          "tags",
          "mode",
          "rollout",
          "restore",
          "record",
          "keep",
          "kinds",
          "attestations");
  private static final Set<String> MATCHERS = Set.of("glob", "regex", "semver", "class");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final int MOST_REPOSITORIES = 100;

  /**
   * @param couldSpeakOf what it means, or could mean
   * @param treatment empty: something is wrong with it, and noted
   */
  record ParsedRule(Selector couldSpeakOf, Optional<Treatment> treatment) {}

  private final List<PolicyProblem> problems;
  private final String policy;

  /**
   * @param policy the name of the policy
   * @param problems what was wrong so far; added to
   */
  RuleParser(String policy, List<PolicyProblem> problems) {
    this.policy = policy;
    this.problems = problems;
  }

  ParsedRule parse(JsonNode node, int index) {
    String position = "rules[" + index + "]";
    String path = "spec." + position;
    if (!node.isObject()) {
      problems.add(
          new PolicyProblem(path, "must be a rule with a mode, and is " + FieldReader.shown(node)));
      return new ParsedRule(Selector.EVERYTHING, Optional.empty());
    }
    int before = problems.size();
    FieldReader fields = new FieldReader(node, path, problems);
    fields.allow(FIELDS);
    boolean isNamedClearly = problems.size() == before;
    Selector selector = new Selector(repositories(fields), tags(fields), kinds(fields));
    Optional<Treatment> treatment = treatment(fields, position);
    return new ParsedRule(
        // An unknown field may be a misspelt repositories or tags.
        isNamedClearly ? selector : Selector.EVERYTHING,
        treatment.filter(_ -> problems.size() == before));
  }

  private List<Glob> repositories(FieldReader rule) {
    List<Glob> globs = new ArrayList<>();
    List<JsonNode> patterns = rule.list("repositories", MOST_REPOSITORIES).orElse(List.of());
    for (int i = 0; i < patterns.size(); i++) {
      String field = "repositories[" + i + "]";
      JsonNode pattern = patterns.get(i);
      if (!pattern.isTextual()) {
        rule.note(field, "must be a text, and is " + FieldReader.shown(pattern));
        continue;
      }
      try {
        globs.add(Glob.ofRepositories(pattern.textValue()));
      } catch (IllegalArgumentException e) {
        rule.note(field, String.valueOf(e.getMessage()));
      }
    }
    return globs.size() == patterns.size() ? globs : Selector.EVERYTHING.repositories();
  }

  private TagMatcher tags(FieldReader rule) {
    TagMatcher every = Selector.EVERYTHING.tags();
    if (!rule.has("tags")) {
      return every;
    }
    JsonNode node = rule.node().path("tags");
    if (!node.isObject() || node.size() != 1) {
      rule.note(
          "tags",
          "must have exactly one of glob, regex, semver, class, and is " + FieldReader.shown(node));
      return every;
    }
    FieldReader tags = new FieldReader(node, rule.path() + ".tags", problems);
    tags.allow(MATCHERS);
    Optional<? extends TagMatcher> matcher =
        switch (node.fieldNames().next()) {
          case "glob" -> tags.parsed("glob", Glob::ofTags).map(TagMatcher.ByGlob::new);
          case "regex" -> tags.parsed("regex", TagRegex::new).map(TagMatcher.ByRegex::new);
          case "semver" -> tags.parsed("semver", SemverRange::new).map(TagMatcher.BySemver::new);
          case "class" -> tags.choice("class", TagClass.class).map(TagMatcher.ByClass::new);
          default -> Optional.empty();
        };
    return matcher.isPresent() ? matcher.get() : every;
  }

  private Set<ContentKind> kinds(FieldReader rule) {
    Optional<List<JsonNode>> named = rule.list("kinds", ContentKind.values().length);
    if (named.isEmpty()) {
      return rule.has("kinds") ? Selector.EVERYTHING.kinds() : Set.of(ContentKind.IMAGE);
    }
    Set<ContentKind> kinds = EnumSet.noneOf(ContentKind.class);
    for (int i = 0; i < named.get().size(); i++) {
      JsonNode word = named.get().get(i);
      Optional<ContentKind> kind =
          Optional.ofNullable(word.textValue())
              .flatMap(text -> EnumWords.find(ContentKind.class, text));
      if (kind.isEmpty()) {
        rule.note(
            "kinds[" + i + "]",
            FieldReader.shown(word) + " is none of " + EnumWords.all(ContentKind.class));
        return Selector.EVERYTHING.kinds();
      }
      kinds.add(kind.get());
    }
    return kinds;
  }

  private Optional<Treatment> treatment(FieldReader rule, String position) {
    String name = rule.parsed("name", RuleParser::name).orElse(position);
    if (!rule.has("mode")) {
      rule.note("mode", "is missing: say one of " + EnumWords.all(TagMode.class));
    }
    Optional<RolloutChoice> rollout = rule.choice("rollout", RolloutChoice.class);
    boolean restore = rule.flag("restore");
    boolean record = rule.flag("record");
    boolean keep = rule.flag("keep");
    AttestationRule attestations =
        rule.choice("attestations", AttestationRule.class).orElse(AttestationRule.SAME_IMAGE);
    return rule.choice("mode", TagMode.class)
        .map(
            mode -> {
              if (rollout.isPresent() && mode != TagMode.ALERT) {
                rule.note(
                    "rollout",
                    "is a choice in mode Alert only: Moving is always followed, Reject never");
              }
              if (restore && mode != TagMode.REJECT) {
                rule.note("restore", "is possible in mode Reject only");
              }
              if (record && mode != TagMode.MOVING) {
                rule.note(
                    "record",
                    "is a choice in mode Moving only: protected tags are always recorded, ignored"
                        + " ones never");
              }
              if (keep && mode == TagMode.IGNORE) {
                rule.note("keep", "is not possible in mode Ignore: nothing is recorded there");
              }
              boolean follow =
                  switch (mode) {
                    case MOVING -> true;
                    case ALERT -> rollout.orElse(RolloutChoice.FOLLOW) == RolloutChoice.FOLLOW;
                    case REJECT, IGNORE -> false;
                  };
              return new Treatment(
                  mode,
                  follow,
                  restore,
                  record || mode.isProtected(),
                  keep,
                  attestations,
                  policy + "/" + name);
            });
  }

  private static String name(String text) {
    if (!NAME.matches(text)) {
      throw new IllegalArgumentException(
          FieldReader.quoted(text)
              + " is not a name: letters, digits, . _ - make one, at most 63 characters");
    }
    return text;
  }
}

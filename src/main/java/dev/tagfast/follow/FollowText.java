package dev.tagfast.follow;

import dev.tagfast.follow.Follow.Newest;
import dev.tagfast.follow.TagFilter.ByGlob;
import dev.tagfast.follow.TagFilter.ByRegex;
import dev.tagfast.follow.TagFilter.Versions;
import dev.tagfast.follow.TagOrder.ByName;
import dev.tagfast.follow.TagOrder.ByNumber;
import dev.tagfast.follow.TagOrder.ByPush;
import dev.tagfast.follow.TagOrder.ByVersion;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.policy.match.SemverRange;
import dev.tagfast.policy.match.TagRegex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a rule as people write it in an annotation: {@code semver: ^1.2; pre-releases}. No tag has
 * a semicolon, so no pattern needs one.
 */
final class FollowText {
  private static final int LONGEST = 600;
  private static final String FORMS =
      "write own, tag: NAME, semver: RANGE, glob: PATTERN; by ORDER or regex: EXPRESSION; by ORDER"
          + " (docs/following.md)";
  private static final String ORDERS = "by version, by number, by name or by push";
  private static final String VARIANT = "variant ";

  private FollowText() {}

  static Follow read(String text, TagCase tagCase) {
    try {
      return parsed(text, tagCase);
    } catch (IllegalArgumentException e) {
      return new Follow.Invalid(text, String.valueOf(e.getMessage()));
    }
  }

  private static Follow parsed(String text, TagCase tagCase) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a rule has at most " + LONGEST + " characters");
    }
    String[] parts = text.split(";", -1);
    String rule = parts[0].strip();
    List<String> options =
        new ArrayList<>(Arrays.stream(parts).skip(1).map(String::strip).toList());
    options.removeIf(String::isEmpty);
    int colon = rule.indexOf(':');
    String kind = colon < 0 ? rule : rule.substring(0, colon).strip() + ":";
    String value = colon < 0 ? "" : rule.substring(colon + 1).strip();
    Follow follow =
        switch (kind) {
          case "own" -> Follow.OWN;
          case "tag:" -> new Follow.Other(tagCase.stored(new Tag(value)));
          case "semver:" -> versions(value, options);
          case "glob:" -> newest(new ByGlob(Glob.ofTags(value), tagCase), options);
          case "regex:" -> newest(new ByRegex(regex(value), tagCase), options);
          default -> throw new IllegalArgumentException(FORMS);
        };
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(options.getFirst(), 60)
              + " does not go with "
              + kind
              + "; options behind a semicolon are "
              + ORDERS
              + " for a glob or regex, pre-releases for versions, variant NAME for semver, and"
              + " downgrades");
    }
    return follow;
  }

  private static Newest versions(String range, List<String> options) {
    Optional<String> variant =
        options.stream().filter(option -> option.startsWith(VARIANT)).findFirst();
    variant.ifPresent(options::remove);
    boolean preReleases = options.remove("pre-releases");
    boolean downgrades = options.remove("downgrades");
    return new Newest(
        new Versions(
            Optional.of(new SemverRange(range)),
            variant.map(option -> new Tag(option.substring(VARIANT.length()).strip()).value()),
            false),
        new ByVersion(preReleases ? PreReleases.NAMED : PreReleases.NONE, false),
        downgrades);
  }

  private static Newest newest(TagFilter filter, List<String> options) {
    String by =
        options.stream()
            .filter(option -> option.startsWith("by "))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a glob or regex needs an order behind a semicolon: " + ORDERS));
    options.remove(by);
    TagOrder order =
        switch (by.substring("by ".length()).strip()) {
          case "version" ->
              new ByVersion(
                  options.remove("pre-releases") ? PreReleases.NAMED : PreReleases.NONE, false);
          case "number" -> new ByNumber();
          case "name" -> new ByName();
          case "push" -> new ByPush(false);
          default ->
              throw new IllegalArgumentException(
                  UntrustedText.quoted(by, 60) + " is no order: write " + ORDERS);
        };
    return new Newest(filter, order, options.remove("downgrades"));
  }

  private static TagRegex regex(String text) {
    TagRegex regex = new TagRegex(text);
    if (regex.groups() > 1
        && !regex.captures(TagFilter.ORDER)
        && !regex.captures(TagFilter.COMPARE)) {
      throw new IllegalArgumentException(
          "the expression captures "
              + regex.groups()
              + " parts: name the one that orders the tags, (?P<order>…), or write (?:…) for the"
              + " others");
    }
    return regex;
  }
}

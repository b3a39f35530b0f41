package dev.tagfast.settings;

import dev.tagfast.image.UntrustedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names that look like settings but are none. Nothing reads {@code TAGFAST_MOED=observe}, so
 * without this check the mode would be {@code act}.
 *
 * @param misspelt sentences about names in a known group, or so close to a setting that they must
 *     be a misspelling of it
 * @param unrelated the other names, which may belong to something else
 */
record UnknownSettings(List<String> misspelt, List<String> unrelated) {
  private static final String SERVICE_HOST = "_SERVICE_HOST";

  /**
   * A chosen name in a variable: one word, or several between underscores, which is how SmallRye
   * writes a quoted name.
   */
  private static final String NAME_IN_VARIABLE = "(?:[A-Z0-9]+|_[A-Z0-9_]+_)";

  private static final String NAME_IN_PROPERTY = "(?:[^.\"]+|\"[^\"]+\")";

  private static final Pattern KNOWN_PROPERTY =
      anyOf(
          SettingNames.ALL.stream()
              .map(Pattern::quote)
              .map(name -> fill(name, SettingNames.NAME_PLACEHOLDER, NAME_IN_PROPERTY)),
          "(?:\\[[0-9]+])?");
  private static final Pattern KNOWN_VARIABLE =
      anyOf(
          SettingNames.ALL.stream()
              .map(SettingNames::variable)
              .map(name -> name.replace("<NAME>", NAME_IN_VARIABLE)),
          "(?:_[0-9]+_)?");

  private static final Set<String> GROUPS =
      SettingNames.ALL.stream()
          .map(name -> name.split("\\.", -1))
          .filter(parts -> parts.length > 2)
          .map(parts -> SettingNames.variable(parts[1]))
          .collect(Collectors.toUnmodifiableSet());

  /** Copies the lists, so that the record is immutable. */
  UnknownSettings {
    misspelt = List.copyOf(misspelt);
    unrelated = List.copyOf(unrelated);
  }

  /**
   * Finds unknown settings. It reads only names, because a value may be a secret.
   *
   * @param variables the names of all environment variables
   * @param properties the property names of all other sources; those derived from variables may be
   *     among them
   */
  static UnknownSettings of(Set<String> variables, Collection<String> properties) {
    Set<String> knownProperties =
        properties.stream()
            .filter(name -> KNOWN_PROPERTY.matcher(name).matches())
            .map(UnknownSettings::normalized)
            .collect(Collectors.toSet());
    Set<String> plainVariables =
        variables.stream().map(UnknownSettings::normalized).collect(Collectors.toSet());
    Stream<String> unknownVariables =
        variables.stream()
            .filter(name -> name.startsWith("TAGFAST_"))
            .filter(name -> !KNOWN_VARIABLE.matcher(name).matches())
            .filter(name -> !knownProperties.contains(name))
            .filter(name -> !isServiceVariable(name, variables));
    Stream<String> unknownProperties =
        properties.stream()
            .filter(name -> name.startsWith("tagfast."))
            .filter(name -> !KNOWN_PROPERTY.matcher(name).matches())
            .filter(name -> !plainVariables.contains(normalized(name)));
    List<String> misspelt = new ArrayList<>();
    List<String> unrelated = new ArrayList<>();
    Stream.concat(unknownVariables, unknownProperties)
        .sorted()
        .forEach(
            name -> {
              Optional<Guess> guess = Guess.nearest(name);
              if (guess.isPresent()) {
                misspelt.add(sentence(name, guess.get()));
              } else {
                unrelated.add(clean(name));
              }
            });
    return new UnknownSettings(misspelt, unrelated);
  }

  /**
   * Whether the variable describes a Service. Kubernetes sets variables in every pod for the
   * Services of its namespace, and one of them is likely called {@code tagfast}. It always sets
   * host and port along with the rest.
   */
  private static boolean isServiceVariable(String name, Set<String> variables) {
    return variables.stream()
        .filter(other -> other.startsWith("TAGFAST") && other.endsWith(SERVICE_HOST))
        .map(host -> host.substring(0, host.length() - SERVICE_HOST.length()))
        .filter(service -> variables.contains(service + "_SERVICE_PORT"))
        .anyMatch(
            service ->
                name.equals(service + SERVICE_HOST)
                    || (name + "_").startsWith(service + "_SERVICE_PORT_")
                    || (name + "_").startsWith(service + "_PORT_"));
  }

  private static String sentence(String name, Guess guess) {
    String hint =
        guess.isNameOfManyWords()
            ? "in a variable, a name has letters and digits only: "
            : "did you mean ";
    return clean(name)
        + " is no setting, so nothing reads it; "
        + hint
        + (name.startsWith("TAGFAST_") ? guess.variable() : guess.property());
  }

  private static String clean(String name) {
    return UntrustedText.clean(name, 120);
  }

  private static String normalized(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static Pattern anyOf(Stream<String> patterns, String end) {
    return Pattern.compile(patterns.collect(Collectors.joining("|", "(?:", ")")) + end);
  }

  private static String fill(String quoted, String hole, String pattern) {
    return quoted.replace(hole, "\\E" + pattern + "\\Q");
  }

  /**
   * A setting that may have been meant.
   *
   * @param property its name, with the chosen name filled in
   * @param words the number of parts of the variable that make up the chosen name; 0 if there is
   *     none
   * @param distance the edit distance between the written name and the property
   */
  private record Guess(String property, int words, int distance) {
    /**
     * The cost of each underscore inside a chosen name: as much as two mistakes, because it is
     * rarer.
     */
    private static final int UNDERSCORE_COST = 2;

    String variable() {
      return SettingNames.variable(property);
    }

    boolean isNameOfManyWords() {
      return words > 1 && distance == 0;
    }

    static Optional<Guess> nearest(String name) {
      String normalized = normalized(name);
      List<String> parts = Arrays.asList(normalized.split("_", -1));
      boolean isInKnownGroup = parts.size() > 2 && GROUPS.contains(parts.get(1));
      return SettingNames.ALL.stream()
          .flatMap(setting -> candidates(setting, parts))
          .map(guess -> guess.withDistance(normalized, parts))
          .filter(guess -> isInKnownGroup || guess.isNear())
          .min(Comparator.comparingInt(Guess::cost));
    }

    private static Stream<Guess> candidates(String setting, List<String> parts) {
      return setting.contains(SettingNames.NAME_PLACEHOLDER)
          ? IntStream.range(3, Math.max(3, parts.size()))
              .mapToObj(end -> new Guess(fill(setting, parts.subList(2, end)), end - 2, 0))
          : Stream.of(new Guess(setting, 0, 0));
    }

    private static String fill(String setting, List<String> words) {
      return setting.replace(
          SettingNames.NAME_PLACEHOLDER, String.join("", words).toLowerCase(Locale.ROOT));
    }

    /**
     * Measures the edit distance. The written form of the chosen name replaces the advised form
     * first, so its underscores do not count here.
     */
    private Guess withDistance(String normalized, List<String> parts) {
      String meant = normalized(property);
      String advised = String.join("", parts.subList(2, Math.max(2, 2 + words)));
      String written = String.join("_", parts.subList(2, Math.max(2, 2 + words)));
      String comparable =
          words > 1 ? meant.replace("_" + advised + "_", "_" + written + "_") : meant;
      return new Guess(property, words, EditDistance.between(normalized, comparable));
    }

    private int cost() {
      return distance + UNDERSCORE_COST * Math.max(0, words - 1);
    }

    /**
     * Whether the name is close enough to be a misspelling: one mistake in a short name, one per
     * five letters in a long one. The prefix {@code TAGFAST_} does not count.
     */
    private boolean isNear() {
      return distance <= Math.max(1, (property.length() - "tagfast.".length()) / 5);
    }
  }
}

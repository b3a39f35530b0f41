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
 * What looks like a setting and is none. Nothing reads {@code TAGFAST_MOED=observe}, so without
 * this it would mean {@code act}.
 *
 * @param misspelt in our groups, or so near to a setting that somebody must have meant it:
 *     sentences
 * @param strange the others, which may be of something else: names
 */
record UnknownSettings(List<String> misspelt, List<String> strange) {
  private static final String SERVICE_HOST = "_SERVICE_HOST";

  /** One name, or more of them in quotes, as SmallRye writes them. */
  private static final String NAME_IN_VARIABLE = "(?:[A-Z0-9]+|_[A-Z0-9_]+_)";

  private static final String NAME_IN_PROPERTY = "(?:[^.\"]+|\"[^\"]+\")";

  private static final Pattern KNOWN_PROPERTY =
      anyOf(
          SettingNames.ALL.stream()
              .map(Pattern::quote)
              .map(name -> filled(name, SettingNames.CHOSEN, NAME_IN_PROPERTY)),
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

  /** Copies the lists. */
  UnknownSettings {
    misspelt = List.copyOf(misspelt);
    strange = List.copyOf(strange);
  }

  /**
   * Looks at names alone; what they are set to may be a secret.
   *
   * @param variables of the environment, all of them
   * @param properties of all other sources; those made of variables may be among them
   */
  static UnknownSettings of(Set<String> variables, Collection<String> properties) {
    Set<String> readAnyway =
        properties.stream()
            .filter(name -> KNOWN_PROPERTY.matcher(name).matches())
            .map(UnknownSettings::plain)
            .collect(Collectors.toSet());
    Set<String> plainVariables =
        variables.stream().map(UnknownSettings::plain).collect(Collectors.toSet());
    Stream<String> unknownVariables =
        variables.stream()
            .filter(name -> name.startsWith("TAGFAST_"))
            .filter(name -> !KNOWN_VARIABLE.matcher(name).matches())
            .filter(name -> !readAnyway.contains(name))
            .filter(name -> !isOfAService(name, variables));
    Stream<String> unknownProperties =
        properties.stream()
            .filter(name -> name.startsWith("tagfast."))
            .filter(name -> !KNOWN_PROPERTY.matcher(name).matches())
            .filter(name -> !plainVariables.contains(plain(name)));
    List<String> misspelt = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    Stream.concat(unknownVariables, unknownProperties)
        .sorted()
        .forEach(
            name -> {
              Optional<Guess> guess = Guess.nearest(name);
              if (guess.isPresent()) {
                misspelt.add(sentence(name, guess.get()));
              } else {
                strange.add(shown(name));
              }
            });
    return new UnknownSettings(misspelt, strange);
  }

  /**
   * Kubernetes tells every pod of the Services in its namespace, and one of them is likely called
   * {@code tagfast}. It always tells host and port along with the rest.
   */
  private static boolean isOfAService(String name, Set<String> variables) {
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
    return shown(name)
        + " is no setting, so nothing reads it; "
        + hint
        + (name.startsWith("TAGFAST_") ? guess.variable() : guess.property());
  }

  private static String shown(String name) {
    return UntrustedText.clean(name, 120);
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static Pattern anyOf(Stream<String> patterns, String end) {
    return Pattern.compile(patterns.collect(Collectors.joining("|", "(?:", ")")) + end);
  }

  private static String filled(String quoted, String hole, String pattern) {
    return quoted.replace(hole, "\\E" + pattern + "\\Q");
  }

  /**
   * The setting that was likely meant.
   *
   * @param property with the chosen name filled in
   * @param words how many parts of the variable make up the chosen name; 0: there is none
   */
  private record Guess(String property, int words, int distance) {
    /** An underline more in a name counts as two mistakes: it is a rarer one. */
    private static final int UNDERLINE = 2;

    String variable() {
      return SettingNames.variable(property);
    }

    boolean isNameOfManyWords() {
      return words > 1 && distance == 0;
    }

    static Optional<Guess> nearest(String name) {
      String plain = plain(name);
      List<String> parts = Arrays.asList(plain.split("_", -1));
      boolean isInAGroup = parts.size() > 2 && GROUPS.contains(parts.get(1));
      return SettingNames.ALL.stream()
          .flatMap(setting -> fillings(setting, parts))
          .map(guess -> guess.measured(plain, parts))
          .filter(guess -> isInAGroup || guess.isNear())
          .min(Comparator.comparingInt(Guess::cost));
    }

    private static Stream<Guess> fillings(String setting, List<String> parts) {
      return setting.contains(SettingNames.CHOSEN)
          ? IntStream.range(3, Math.max(3, parts.size()))
              .mapToObj(end -> new Guess(filled(setting, parts.subList(2, end)), end - 2, 0))
          : Stream.of(new Guess(setting, 0, 0));
    }

    private static String filled(String setting, List<String> words) {
      return setting.replace(SettingNames.CHOSEN, String.join("", words).toLowerCase(Locale.ROOT));
    }

    /** The name as it was written and not as it is advised, so that it counts for nothing. */
    private Guess measured(String plain, List<String> parts) {
      String meant = plain(property);
      String advised = String.join("", parts.subList(2, Math.max(2, 2 + words)));
      String written = String.join("_", parts.subList(2, Math.max(2, 2 + words)));
      String comparable =
          words > 1 ? meant.replace("_" + advised + "_", "_" + written + "_") : meant;
      return new Guess(property, words, EditDistance.between(plain, comparable));
    }

    private int cost() {
      return distance + UNDERLINE * Math.max(0, words - 1);
    }

    /** One slip in a short name, more in a long one; {@code TAGFAST_} is no part of it. */
    private boolean isNear() {
      return distance <= Math.max(1, (property.length() - "tagfast.".length()) / 5);
    }
  }
}

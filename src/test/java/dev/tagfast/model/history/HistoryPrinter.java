package dev.tagfast.model.history;

import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a history as a test that can be pasted into {@code RegressionHistoriesTest}. */
public final class HistoryPrinter {
  private HistoryPrinter() {}

  /**
   * A test method.
   *
   * @param invariant its name, from which that of the method is made
   * @param why what does not hold
   */
  public static String test(History history, String invariant, String why) {
    return """
      /** Seed %d. %s */
      @Test
      void %s() {
        holds(
    %s);
      }
    """
        .formatted(
            history.seed(),
            why,
            name(invariant),
            history.steps().stream()
                .map(step -> "        " + java(step))
                .collect(Collectors.joining(",\n")));
  }

  /** The Java expression that makes the step. */
  static String java(Step step) {
    return switch (step) {
      case Step.During(Step outer, int request, Step inner) ->
          "new Step.During(%s, %d, %s)".formatted(java(outer), request, java(inner));
      case Step.Fault fault -> "Step.Fault." + fault.name();
      case Step other -> "new Step." + constructor(other);
    };
  }

  /** A record's text names its components; all of them are enums, numbers and booleans. */
  private static String constructor(Step step) {
    String text = step.toString();
    for (Enum<?>[] constants :
        new Enum<?>[][] {ModelTag.values(), ModelImage.values(), Rule.values(), Service.values()}) {
      String type = constants[0].getDeclaringClass().getSimpleName();
      for (Enum<?> constant : constants) {
        text =
            text.replaceAll(
                "=" + constant.name() + "(?=[,\\]])", "=" + type + "." + constant.name());
      }
    }
    return text.replaceAll("\\w+=", "").replace('[', '(').replace(']', ')');
  }

  private static String name(String invariant) {
    StringBuilder name = new StringBuilder();
    for (String word : invariant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}

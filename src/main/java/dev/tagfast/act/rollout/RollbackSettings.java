package dev.tagfast.act.rollout;

import dev.tagfast.image.UntrustedText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a workload's annotations say about rollouts that fail. */
public sealed interface RollbackSettings {
  /** How long pods may take where nothing is said: the default of a Deployment. */
  Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);

  /**
   * They are understood.
   *
   * @param rollsBack whether a failed rollout is rolled back
   * @param deadline how long a pod may take to get ready
   */
  record Understood(boolean rollsBack, Duration deadline) implements RollbackSettings {}

  /**
   * They are not.
   *
   * @param why a sentence that says how to write it
   */
  record Malformed(String why) implements RollbackSettings {}

  /** Those of one container; what is said of a container counts before what is said of all. */
  static RollbackSettings of(Map<String, String> annotations, String container) {
    Setting rollback = Setting.of(annotations, "rollback", container);
    Setting deadline = Setting.of(annotations, "progress-deadline", container);
    Optional<Boolean> rollsBack = rollback.text().map(RollbackSettings::truth).orElse(NO);
    Optional<Duration> within =
        deadline.text().map(RollbackSettings::duration).orElse(Optional.of(DEFAULT_DEADLINE));
    if (rollsBack.isEmpty()) {
      return new Malformed(rollback.isNot("true or false"));
    }
    return within
        .<RollbackSettings>map(time -> new Understood(rollsBack.get(), time))
        .orElseGet(() -> new Malformed(deadline.isNot("a time such as 90s, 10m or 1h")));
  }

  /** Not said. */
  Optional<Boolean> NO = Optional.of(false);

  private static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> NO;
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = Pattern.compile("([1-9][0-9]{0,5})([smh])").matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }

  /**
   * One annotation.
   *
   * @param name as it stands on the workload
   */
  record Setting(String name, Optional<String> text) {
    private static final int LONGEST = 60;

    private static Setting of(Map<String, String> annotations, String name, String container) {
      String one = name + ".tagfast.dev/" + container;
      String all = "tagfast.dev/" + name;
      String said = annotations.containsKey(one) ? one : all;
      return new Setting(said, Optional.ofNullable(annotations.get(said)).map(String::strip));
    }

    private String isNot(String expected) {
      return "The annotation "
          + name
          + " says \""
          + UntrustedText.clean(text.orElse(""), LONGEST)
          + "\", which is not "
          + expected
          + ". Correct it, or remove it.";
    }
  }
}

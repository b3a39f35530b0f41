package dev.tagfast.settings;

import dev.tagfast.image.UntrustedText;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the bounds of numbers and durations, and the names of namespaces. Their Java types accept
 * values that nobody can mean and that would be noticed late, such as a negative lease or a
 * retention of zero.
 */
public final class SettingsLimits {
  private static final int MAX_ASKS = 10;
  private static final Set<String> OFF = Set.of("off", "disabled");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private SettingsLimits() {}

  /**
   * Checks all settings that have bounds.
   *
   * @throws WrongSetting for the first setting out of its bounds; the message names it
   */
  public static void check(Settings settings) {
    checkBetween(
        "ledger.lease", settings.ledger().lease(), Duration.ofSeconds(1), Duration.ofHours(1));
    checkBetween(
        "ledger.retention",
        settings.ledger().retention(),
        Duration.ofDays(1),
        Duration.ofDays(36_500));
    checkBetween("keep.grace", settings.keep().grace(), Duration.ZERO, Duration.ofDays(3650));
    checkBetween("policy.cache", settings.policy().cache(), Duration.ZERO, Duration.ofHours(1));
    checkBetween(
        "resolve.pause", settings.resolve().pause(), Duration.ZERO, Duration.ofSeconds(10));
    checkBetween(
        "reconcile.at-most-every",
        settings.reconcile().atMostEvery(),
        Duration.ZERO,
        Duration.ofDays(1));
    checkBetween(
        "follow.tag-list-age", settings.follow().tagListAge(), Duration.ZERO, Duration.ofDays(1));
    checkBetween(
        "report.timeout", settings.report().timeout(), Duration.ofMillis(1), Duration.ofMinutes(1));
    checkBetween(
        "metrics.otlp.at-most-every",
        settings.metrics().otlp().atMostEvery(),
        Duration.ofMillis(1),
        Duration.ofHours(1));
    checkBetween(
        "metrics.otlp.timeout",
        settings.metrics().otlp().timeout(),
        Duration.ofMillis(1),
        Duration.ofMinutes(1));
    checkBetween(
        "shutdown.timeout", settings.shutdown().timeout(), Duration.ZERO, Duration.ofMinutes(10));
    settings
        .sources()
        .forEach(
            (name, source) ->
                source
                    .answerWithin()
                    .ifPresent(
                        bound ->
                            checkBetween(
                                "sources." + name + ".answer-within",
                                bound,
                                Duration.ofMillis(100),
                                Duration.ofMinutes(5))));
    int asks = settings.resolve().asks();
    if (asks < 1 || asks > MAX_ASKS) {
      throw wrong("resolve.asks", "is " + asks + "; write a number from 1 to " + MAX_ASKS);
    }
    checkPositive("rollouts.at-most", settings.rollouts().atMost());
    checkPositive("rollouts.at-most-per-namespace", settings.rollouts().atMostPerNamespace());
    settings.ledger().namespace().ifPresent(name -> checkNamespace("ledger.namespace", name));
    settings.namespaces().orElse(List.of()).forEach(name -> checkNamespace("namespaces", name));
    checkInterval(settings.reconcile().every());
  }

  private static void checkPositive(String name, Optional<Integer> value) {
    value.stream()
        .filter(number -> number < 1)
        .forEach(
            number -> {
              throw wrong(
                  name, "is " + number + "; write 1 or more, or leave it out for any number");
            });
  }

  /** Whether this interval is none: nothing runs by a schedule of its own. */
  public static boolean isOff(String interval) {
    return OFF.contains(interval.toLowerCase(Locale.ROOT));
  }

  /**
   * Checks {@code reconcile.every}. The scheduler would also stop the start, but with a stack
   * trace.
   */
  private static void checkInterval(String text) {
    if (isOff(text)) {
      return;
    }
    try {
      if (DurationConverter.parseDuration(text).compareTo(Duration.ofSeconds(1)) >= 0) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw wrong(
        "reconcile.every",
        "is `"
            + UntrustedText.clean(text, 40)
            + "`; write a time of a second or more, e.g. 5m, or"
            + " off");
  }

  private static void checkBetween(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(
          name,
          "is " + format(value) + "; write a time from " + format(least) + " to " + format(most));
    }
  }

  private static void checkNamespace(String setting, String name) {
    if (!NAMESPACE.matcher(name).matches()) {
      throw wrong(
          setting, "has `" + UntrustedText.clean(name, 70) + "`, which is not a namespace's name");
    }
  }

  private static String format(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static WrongSetting wrong(String name, String what) {
    return new WrongSetting("tagfast." + name + " " + what);
  }
}

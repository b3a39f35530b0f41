package dev.tagfast.settings;

import dev.tagfast.image.UntrustedText;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a number, a time or a namespace may be. Their types let through what nobody can mean, and
 * what would be noticed late: a negative lease, a retention of nothing.
 */
public final class SettingsLimits {
  private static final int MOST_ASKS = 10;
  private static final Set<String> OFF = Set.of("off", "disabled");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private SettingsLimits() {}

  /**
   * @throws WrongSetting naming the first setting that cannot be meant
   */
  public static void check(Settings settings) {
    between("ledger.lease", settings.ledger().lease(), Duration.ofSeconds(1), Duration.ofHours(1));
    between(
        "ledger.retention",
        settings.ledger().retention(),
        Duration.ofDays(1),
        Duration.ofDays(36_500));
    between("policy.cache", settings.policy().cache(), Duration.ZERO, Duration.ofHours(1));
    between("resolve.pause", settings.resolve().pause(), Duration.ZERO, Duration.ofSeconds(10));
    between(
        "reconcile.at-most-every",
        settings.reconcile().atMostEvery(),
        Duration.ZERO,
        Duration.ofDays(1));
    between(
        "report.timeout", settings.report().timeout(), Duration.ofMillis(1), Duration.ofMinutes(1));
    between(
        "metrics.otlp.at-most-every",
        settings.metrics().otlp().atMostEvery(),
        Duration.ofMillis(1),
        Duration.ofHours(1));
    between(
        "metrics.otlp.timeout",
        settings.metrics().otlp().timeout(),
        Duration.ofMillis(1),
        Duration.ofMinutes(1));
    between(
        "shutdown.timeout", settings.shutdown().timeout(), Duration.ZERO, Duration.ofMinutes(10));
    settings
        .sources()
        .forEach(
            (name, source) ->
                source
                    .answerWithin()
                    .ifPresent(
                        bound ->
                            between(
                                "sources." + name + ".answer-within",
                                bound,
                                Duration.ofMillis(100),
                                Duration.ofMinutes(5))));
    int asks = settings.resolve().asks();
    if (asks < 1 || asks > MOST_ASKS) {
      throw wrong("resolve.asks", "is " + asks + "; write a number from 1 to " + MOST_ASKS);
    }
    settings.ledger().namespace().ifPresent(name -> namespace("ledger.namespace", name));
    settings.namespaces().orElse(List.of()).forEach(name -> namespace("namespaces", name));
    every(settings.reconcile().every());
  }

  /** The scheduler would end the start too, but with a stack trace. */
  private static void every(String text) {
    if (OFF.contains(text.toLowerCase(Locale.ROOT))) {
      return;
    }
    try {
      if (DurationConverter.parseDuration(text).compareTo(Duration.ofSeconds(1)) >= 0) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw wrong(
        "reconcile.every",
        "is `"
            + UntrustedText.clean(text, 40)
            + "`; write a time of a second or more, e.g. 5m, or"
            + " off");
  }

  private static void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(
          name,
          "is " + shown(value) + "; write a time from " + shown(least) + " to " + shown(most));
    }
  }

  private static void namespace(String setting, String name) {
    if (!NAMESPACE.matcher(name).matches()) {
      throw wrong(
          setting, "has `" + UntrustedText.clean(name, 70) + "`, which is not a namespace's name");
    }
  }

  private static String shown(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static WrongSetting wrong(String name, String what) {
    return new WrongSetting("tagfast." + name + " " + what);
  }
}

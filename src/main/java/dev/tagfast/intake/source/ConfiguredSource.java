package dev.tagfast.intake.source;

import dev.tagfast.gate.Reservation;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.AuthenticationMethodParser;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sender of notifications, parsed from {@code tagfast.sources.<name>}.
 *
 * @param name last part of its address, {@code /webhooks/<name>}
 * @param dialect the format of its notifications
 * @param authentication how it authenticates
 * @param scope the registries that its events may name
 * @param answerWithin how long it waits for an answer
 * @param forwards whether its events are forwarded to the broker instead of being handled here
 */
public record ConfiguredSource(
    String name,
    Dialect dialect,
    AuthenticationMethod authentication,
    SourceScope scope,
    Duration answerWithin,
    boolean forwards) {
  /** The {@link PushEvent#source} of every event of the events door. */
  public static final String EVENTS_DOOR = "events";

  /**
   * Names that {@link PushEvent#source} has for events of the events door, of reconcile and of dead
   * letters, for what passed the gate, and the history has for what people accepted.
   */
  static final Set<String> RESERVED =
      Set.of(
          EVENTS_DOOR,
          PushEvent.RECONCILE,
          PushEvent.ADMISSION,
          PushEvent.DEAD_LETTERS,
          PushEvent.PERSON,
          Reservation.SOURCE);

  /**
   * Parses one source.
   *
   * @param hostOf returns the host of a registry by its configured name
   * @throws WrongSetting naming the first invalid setting
   */
  static ConfiguredSource of(
      String name, Settings.Source settings, Function<String, Optional<String>> hostOf) {
    String prefix = "tagfast.sources." + name;
    if (RESERVED.contains(name)) {
      throw new WrongSetting(
          prefix + ": a source cannot be called `" + name + "`, Tagfast's own events are");
    }
    Dialect dialect =
        Dialect.named(settings.format())
            .orElseThrow(
                () ->
                    new WrongSetting(
                        prefix
                            + ".format is `"
                            + settings.format()
                            + "`; known formats: "
                            + "auto, "
                            + Dialect.all().stream()
                                .map(Dialect::name)
                                .collect(Collectors.joining(", "))));
    AuthenticationMethod authentication = AuthenticationMethodParser.ofSource(prefix, settings);
    Optional<String> defaultHost =
        settings
            .defaultRegistry()
            .map(registry -> registryHost(registry, prefix + ".default-registry", hostOf));
    settings
        .registries()
        .ifPresent(
            names ->
                names.forEach(registry -> registryHost(registry, prefix + ".registries", hostOf)));
    return new ConfiguredSource(
        name,
        dialect,
        authentication,
        new SourceScope(settings.registries().map(Set::copyOf), defaultHost),
        settings.answerWithin().orElseGet(dialect::answerWithin),
        settings.forward() == Settings.ForwardTo.BROKER);
  }

  /**
   * Returns the host of a registry that a setting names.
   *
   * @throws WrongSetting if no such registry is configured
   */
  static String registryHost(
      String registry, String setting, Function<String, Optional<String>> hostOf) {
    return hostOf
        .apply(registry)
        .orElseThrow(
            () ->
                new WrongSetting(
                    setting
                        + " names the registry `"
                        + registry
                        + "`, which is not configured: set tagfast.registries."
                        + registry
                        + ".host, or correct the name"));
  }
}

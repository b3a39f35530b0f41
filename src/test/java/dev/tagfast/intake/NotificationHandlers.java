package dev.tagfast.intake;

import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.delivery.EventDelivery;
import dev.tagfast.intake.delivery.Forwarding;
import dev.tagfast.intake.delivery.RepeatedRequests;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.Refusals;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.intake.webhook.NotificationHandler;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a {@link NotificationHandler} without the container: with a given pipeline, and a broker
 * that refuses every event.
 */
public final class NotificationHandlers {
  /** A deadline that no test reaches. */
  public static final Duration NO_HURRY = Duration.ofMinutes(1);

  private NotificationHandlers() {}

  public static NotificationHandler to(
      TagLocator locator, DeletedTags deleted, RecordingPipeline pipeline) {
    RepeatedRequests repeats = new RepeatedRequests(InstantSource.system());
    return new NotificationHandler(
        locator,
        deleted,
        pipeline,
        new EventDelivery(pipeline, new WorkInFlight(), repeats),
        new Forwarding((event, origin, hop, within) -> Optional.of("there is no sink"), repeats),
        refusals(Map.of()));
  }

  /** Refusals that only the log shows, of an installation with these settings. */
  public static Refusals refusals(Map<String, String> properties) {
    Settings settings = SettingsOf.properties(properties);
    FakeRegistryHosts hosts = new FakeRegistryHosts(settings);
    return new Refusals(
        new DoorSettings(settings, hosts),
        hosts,
        new Metrics(new SimpleMeterRegistry()),
        Notices.inLog(InstantSource.system()));
  }
}

package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.InHand;
import dev.tagfast.Settings;
import dev.tagfast.intake.dialect.MalformedBody;
import dev.tagfast.intake.dialect.Notifies;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnyBytesTest {
  private static final int ROUNDS = 5_000;

  private final Settings settings =
      SettingsOf.properties(
          Map.of(
              "tagfast.sources.ci.secret", "oregano", "tagfast.registries.local.host", "here:1"));
  private final FakeHostNames hosts = new FakeHostNames(settings);
  private final RecordingPipeline pipeline = new RecordingPipeline();
  private final Notifications notifications =
      new Notifications(
          new AddressBook(hosts),
          pipeline,
          new Deliveries(pipeline, new InHand()),
          new Forwarding((event, origin, hop, within) -> Optional.of("there is no sink")));
  private final ConfiguredSource source = new Doors(settings, hosts).source("ci").orElseThrow();

  @Test
  void aDamagedNotificationIsMalformedOrUnderstoodAndNothingElse() throws IOException {
    Random random = new Random(20180512);
    for (String name : List.of("push-tagged", "push-among-malformed", "delete-tag")) {
      byte[] sound = sample(name);
      for (int round = 0; round < ROUNDS; round++) {
        byte[] damaged = sound.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        try {
          assertThat(
                  notifications.take(
                      source,
                      List.of(Notifies.raw(damaged)),
                      false,
                      Bound.in(Duration.ofMinutes(1))))
              .isNotNull();
        } catch (MalformedBody e) {
          assertThat(e).message().isNotBlank();
        }
      }
    }
    // No registry of the samples is listed, so whatever the damage, nothing may be looked at.
    assertThat(pipeline.handled()).isEmpty();
  }

  private byte[] sample(String name) throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/events/distribution/" + name + ".json")) {
      return in.readAllBytes();
    }
  }
}

package dev.tagfast.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.intake.FakeRegistryHosts;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final Map<String, String> CONFIGURED =
      Map.of(
          "tagfast.sources.ours.secret", "basil",
          "tagfast.sources.hub.secret", "thyme",
          "tagfast.registries.local.host", "registry.example.com:5000",
          "tagfast.registries.hub.host", "docker.io");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LogCapture log = new LogCapture("dev.tagfast.report.notice");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aWrongSourceNameIsToldWithTheRightOnes() {
    refusals(CONFIGURED).unknownSource("our", false);

    assertThat(log.lines)
        .containsExactly(
            "A request to /webhooks/our was answered 404, because no source has this name, so"
                + " nothing came of it. Configured are: hub, ours. Did you mean ours? Correct the"
                + " address at the registry, or configure tagfast.sources.NAME.");
    assertThat(counted("unknown", "SourceUnknown")).isEqualTo(1);
  }

  @Test
  void aNameThatIsLikeNoneIsNoGuess() {
    refusals(CONFIGURED).unknownSource("harbor", false);
    refusals(Map.of()).unknownSource("harbor", false);

    assertThat(log.lines)
        .satisfiesExactly(
            line -> assertThat(line).contains("Configured are: hub, ours. Correct"),
            line -> assertThat(line).contains("No source is configured. Correct"));
  }

  @Test
  void aSecretBehindASourceThatHasNoneInItsAddressIsTold() {
    refusals(CONFIGURED).unknownSource("ours", true);

    assertThat(log.lines)
        .singleElement()
        .asString()
        .contains("the source ours has no secret in its address", "tagfast.sources.ours.auth=path");
  }

  @Test
  void whatAStrangerSendsAsANameForgesNoLineAndIsCut() {
    refusals(CONFIGURED).unknownSource("x\nWARN all is well " + "y".repeat(5_000), false);

    assertThat(log.lines).singleElement().asString().doesNotContain("\n").hasSizeLessThan(500);
  }

  @Test
  void aRegistryThatIsNotListedIsToldWithTheListedOnesAndTheSetting() {
    refusals(CONFIGURED)
        .refused(
            "ours",
            Optional.of("registry.exmaple.com:5000"),
            "registry.exmaple.com:5000/shop/pizza:today",
            Reason.REGISTRY_NOT_LISTED);

    assertThat(log.lines)
        .containsExactly(
            "An event of source ours is about registry.exmaple.com:5000/shop/pizza:today, and the"
                + " registry registry.exmaple.com:5000 is not listed, so nothing came of it. Listed"
                + " are: docker.io (hub), registry.example.com:5000 (local). Did you mean"
                + " registry.example.com:5000? List it:"
                + " tagfast.registries.NAME.host=registry.exmaple.com:5000; or, if it is another"
                + " name of a listed one, add it to that one's .aliases.");
    assertThat(counted("ours", "RegistryNotListed")).isEqualTo(1);
  }

  @Test
  void whatNoSettingPutsRightIsALineEachTimeAndCounted() {
    Refusals refusals = refusals(CONFIGURED);
    try (LogCapture own = new LogCapture(Refusals.class.getName())) {
      for (int i = 0; i < 2; i++) {
        refusals.refused(
            "events", Optional.of("docker.io"), "docker.io/pizza:-", Reason.TAG_INVALID);
      }

      assertThat(own.lines)
          .hasSize(2)
          .containsOnly(
              "An event of source events about docker.io/pizza:- goes no further: TagInvalid");
    }
    assertThat(log.lines).isEmpty();
    assertThat(counted("events", "TagInvalid")).isEqualTo(2);
  }

  private double counted(String source, String reason) {
    return meters.get("tagfast.refused").tags("source", source, "reason", reason).counter().count();
  }

  private Refusals refusals(Map<String, String> properties) {
    Settings settings = SettingsOf.properties(new HashMap<>(properties));
    FakeRegistryHosts hosts = new FakeRegistryHosts(settings);
    return new Refusals(
        new DoorSettings(settings, hosts),
        hosts,
        new Metrics(meters),
        Notices.inLog(InstantSource.system()));
  }
}

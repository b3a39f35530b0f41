package dev.tagfast.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Observation;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.report.metrics.MetricsTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
  @Test
  void anEventIsOneLine() {
    try (LogCapture log = new LogCapture()) {
      EventLog.write(overwrite("mallory"), Duration.ofMillis(41));

      assertThat(log.lines)
          .containsExactly(
              "source=hub action=push image=registry.example:5000/pizza:2018-05-12 digest="
                  + Samples.HAWAII
                  + " id=event-1 actor=mallory observation=moved verdict=overwrite"
                  + " reason=TagOverwritten reports=dev.tagfast.tag.overwritten:"
                  + Samples.overwritten().id()
                  + " took_ms=41");
    }
  }

  @Test
  void whatWasRefusedSaysWhy() {
    Outcome refused =
        new Outcome(
            PushEvent.reconcile(Samples.KEY),
            Optional.of(Reason.REGISTRY_NOT_LISTED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    assertThat(EventLog.line(refused, Duration.ZERO))
        .isEqualTo(
            "source=reconcile action=push image=registry.example:5000/pizza:2018-05-12"
                + " verdict=refused reason=RegistryNotListed took_ms=0");
  }

  @Test
  void rolloutsAreCountedAndNamed() {
    assertThat(EventLog.line(MetricsTest.moved(), Duration.ofMillis(40)))
        .contains("rollouts=1 workloads=Deployment/shop/pizza:RolloutStarted took_ms=40");
  }

  @Test
  void whatIsShownIsNamedByItsKindAndCommit() {
    ManifestFacts index =
        Samples.index(
            Samples.build("https://github.com/shop/pizza", "3f2a9c1", "2026-11-20", "1.4.2"),
            "linux/amd64");

    assertThat(EventLog.line(overwrite("mallory", Optional.of(index)), Duration.ZERO))
        .contains(" observation=moved kind=Index revision=3f2a9c1 verdict=overwrite ");
    assertThat(
            EventLog.line(
                overwrite("mallory", Optional.of(Samples.chart(BuildInfo.NONE))), Duration.ZERO))
        .contains(" observation=moved kind=Chart verdict=overwrite ");
  }

  @Test
  void noRevisionForgesAKey() {
    ManifestFacts forged =
        Samples.chart(Samples.build("-", "1\" verdict=nothing\nsource=hub", "-", "-"));

    assertThat(keys(EventLog.line(overwrite("bob", Optional.of(forged)), Duration.ZERO)))
        .containsSubsequence("observation", "kind", "revision", "verdict", "reason")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob\nsource=hub action=push verdict=nothing",
        "bob\r\nlevel=ERROR",
        "bob verdict=nothing",
        "bob\" verdict=\"nothing",
        "bob\\\" verdict=nothing",
        "bob\\",
        "bob\u2028verdict=nothing",
        "bob\u0085verdict=nothing",
        "\u001b[2Kbob verdict=nothing",
        "\u202Egnihton=tcidrev",
        "=",
        "\"",
        "bob=bob"
      })
  void noActorForgesALineOrAKey(String actor) {
    String line = EventLog.line(overwrite(actor), Duration.ofMillis(12));

    assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\u0085\\u202E]");
    assertThat(keys(line))
        .containsExactly(
            "source",
            "action",
            "image",
            "digest",
            "id",
            "actor",
            "observation",
            "verdict",
            "reason",
            "reports",
            "took_ms");
  }

  /** A small reader of logfmt: what a log store would make of the line. */
  private static List<String> keys(String line) {
    return Pattern.compile("([a-z_]+)=(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"=]+)(?: |$)")
        .matcher(line)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static Outcome overwrite(String actor) {
    return overwrite(actor, Optional.empty());
  }

  private static Outcome overwrite(String actor, Optional<ManifestFacts> image) {
    return new Outcome(
        new PushEvent(
            PushEvent.Action.PUSH,
            Samples.KEY,
            Optional.of(Samples.HAWAII),
            Optional.empty(),
            Optional.of("event-1"),
            Optional.of(actor),
            Optional.empty(),
            "hub"),
        Optional.empty(),
        Optional.of(new Observation.Moved(Optional.of(Samples.FORMAGGI), Samples.HAWAII)),
        image,
        Optional.of(
            new Verdict.Overwrite(
                Samples.FORMAGGI, Samples.HAWAII, false, false, Reason.TAG_OVERWRITTEN)),
        List.of(),
        List.of(Samples.overwritten()));
  }
}

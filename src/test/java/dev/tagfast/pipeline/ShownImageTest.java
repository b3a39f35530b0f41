package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Outcomes and reports say what was read of the images; overwrites teach what a registry keeps. */
class ShownImageTest {
  private static final TagKey KEY = key("registry.example/pizza:2018-05-12");
  private static final Digest QUATTRO_FORMAGGI = digest("quattro formaggi");
  private static final Digest HAWAII = digest("hawaii");

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private final List<Report> reported = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PushPipeline process =
      Pipelines.pipeline(
          registry,
          new FakeCluster(() -> {}),
          new MemoryTagLedger(),
          (_, _) ->
              new PolicyAnswer.Treat(new Treatment(TagMode.REJECT, false, true, false, "test")),
          report -> {
            reported.add(report);
            return List.of();
          },
          TestSettings.of(
              Map.of(
                  "tagfast.mode",
                  "act",
                  "tagfast.registries.ours.host",
                  "registry.example",
                  "tagfast.resolve.pause",
                  "0s")),
          new MovableClock(),
          new Metrics(meters));

  @Test
  void anOutcomeSaysWhatTheTagShowsAlsoWhereNothingIsNew() {
    registry.push(KEY, QUATTRO_FORMAGGI, built("3f2a9c1"));

    Outcome explained = process.handle(push(KEY, QUATTRO_FORMAGGI), true);
    Outcome first = process.handle(push(KEY, QUATTRO_FORMAGGI), false);
    Outcome again = process.handle(push(KEY, QUATTRO_FORMAGGI), false);

    assertThat(List.of(explained, first, again))
        .extracting(ShownImageTest::revision)
        .containsOnly(Optional.of("3f2a9c1"));
  }

  @Test
  void anOverwriteIsReportedWithTheCommitsOfBothImages() {
    registry.push(KEY, QUATTRO_FORMAGGI, built("3f2a9c1"));
    process.handle(push(KEY, QUATTRO_FORMAGGI), false);
    registry.push(KEY, HAWAII, built("b7e40c5"));

    process.handle(push(KEY, HAWAII), false);

    Report overwritten =
        reported.stream()
            .filter(report -> report.kind() == ReportKind.TAG_OVERWRITTEN)
            .findFirst()
            .orElseThrow();
    assertThat(overwritten.fromImage().flatMap(image -> image.build().revision()))
        .contains("3f2a9c1");
    assertThat(overwritten.toImage().flatMap(image -> image.build().revision()))
        .contains("b7e40c5");
  }

  @Test
  void aManifestThatIsGoneIsNotDescribed() {
    registry.push(KEY, QUATTRO_FORMAGGI);
    registry.collect(QUATTRO_FORMAGGI);

    assertThat(process.handle(push(KEY, QUATTRO_FORMAGGI), false).image()).isEmpty();
  }

  @Test
  void aRegistryThatKeepsDisplacedManifestsIsKnownByItsFirstOverwrite() {
    overwrite();

    assertThat(displaced("true")).isEqualTo(1);
    assertThat(displaced("false")).isZero();
  }

  @Test
  void aRegistryThatDropsThemIsCountedOncePerOverwriteAndNotByRepeatsOrQuestions() {
    registry.push(KEY, QUATTRO_FORMAGGI);
    process.handle(push(KEY, QUATTRO_FORMAGGI), false);
    registry.push(KEY, HAWAII);
    registry.collect(QUATTRO_FORMAGGI);

    process.handle(push(KEY, HAWAII), true);
    assertThat(displaced("false")).as("?explain=true changes nothing").isZero();
    process.handle(push(KEY, HAWAII), false);
    process.handle(push(KEY, HAWAII), false);

    assertThat(displaced("false")).isEqualTo(1);
    assertThat(displaced("true")).isZero();
  }

  private void overwrite() {
    registry.push(KEY, QUATTRO_FORMAGGI);
    process.handle(push(KEY, QUATTRO_FORMAGGI), false);
    registry.push(KEY, HAWAII);
    process.handle(push(KEY, HAWAII), false);
  }

  private double displaced(String kept) {
    return Optional.ofNullable(
            meters
                .find("tagfast.displaced.manifests")
                .tags("registry", "ours", "kept", kept)
                .counter())
        .map(Counter::count)
        .orElse(0.0);
  }

  private static Optional<String> revision(Outcome outcome) {
    return outcome.image().flatMap(image -> image.build().revision());
  }

  private static byte[] built(String revision) {
    return """
    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
     "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,
      "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
     "layers":[],
     "annotations":{"org.opencontainers.image.revision":"%s"}}\
    """
        .formatted(revision)
        .getBytes(StandardCharsets.UTF_8);
  }
}

package dev.tagfast.report.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class MetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Metrics metrics = new Metrics(registry);

  public static Metrics metrics() {
    return new Metrics(new SimpleMeterRegistry());
  }

  public static Outcome moved() {
    RolloutResult rollout =
        new RolloutResult(
            Samples.SHOP,
            List.of("web"),
            Reason.ROLLOUT_STARTED,
            Optional.empty(),
            Samples.HAWAII,
            "");
    return new Outcome(
        PushEvent.reconcile(Samples.KEY),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Verdict.Accept(Optional.of(Samples.FORMAGGI), Samples.HAWAII, Reason.TAG_MOVED)),
        List.of(rollout),
        List.of());
  }

  @Test
  void anEventIsCountedByWhatBecameOfIt() {
    metrics.handled(moved(), Duration.ofMillis(40));

    assertThat(
            registry
                .get("tagfast.events")
                .tags(
                    "source",
                    "reconcile",
                    "action",
                    "push",
                    "verdict",
                    "accept",
                    "reason",
                    "TagMoved")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("tagfast.event").timer().count()).isEqualTo(1);
    assertThat(registry.get("tagfast.rollouts").tag("reason", "RolloutStarted").counter().count())
        .isEqualTo(1);
  }

  @Test
  void whetherARegistryKeepsDisplacedManifestsIsCountedByItsName() {
    metrics.displaced("ours", Displaced.KEPT);
    metrics.displaced("ours", Displaced.DROPPED);
    metrics.displaced("ours", Displaced.DROPPED);

    assertThat(displaced("true")).isEqualTo(1);
    assertThat(displaced("false")).isEqualTo(2);
  }

  private double displaced(String kept) {
    return registry
        .get("tagfast.displaced.manifests")
        .tags("registry", "ours", "kept", kept)
        .counter()
        .count();
  }

  @Test
  void noLabelHoldsWhatComesFromOutside() {
    metrics.handled(moved(), Duration.ofMillis(40));
    metrics.restore(Reason.TAG_RESTORED);
    metrics.report(ReportKind.TAG_OVERWRITTEN, "sink", new DeliveryResult.Undelivered("why"));

    assertThat(registry.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .noneMatch(
            tag ->
                tag.getValue().contains("pizza")
                    || tag.getValue().contains("sha256")
                    || tag.getValue().contains("alice"));
  }

  @Test
  void aReportThatIsNotForAPlaceIsNotCountedThere() {
    metrics.report(ReportKind.TAG_ACCEPTED, "slack", new DeliveryResult.NotApplicable());

    assertThat(registry.getMeters()).isEmpty();
  }
}

package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.EventLog;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever looks at a tag that the registry refuses to show finds the reason where they look. */
class RefusedTagTest {
  private static final TagKey TAG = key("registry.example/pizza:2018-05-12");
  private static final Digest PIZZA = digest("quattro formaggi");
  private static final String WHY =
      "HEAD registry.example/pizza:2018-05-12 was sent for a token to https://auth.example, a host"
          + " that is not listed";

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private final List<Report> reported = new ArrayList<>();
  private final PushPipeline process =
      Pipelines.pipeline(
          registry,
          new FakeCluster(() -> {}),
          ledger,
          (_, _) ->
              new PolicyAnswer.Treat(new Treatment(TagMode.REJECT, true, true, false, "test")),
          report -> {
            reported.add(report);
            return List.of();
          },
          TestSettings.of(Map.of("tagfast.resolve.pause", "0s")),
          new MovableClock());

  @Test
  void theReasonIsInTheOutcomeTheLogTheLedgerAndOneReport() {
    registry.push(TAG, PIZZA);
    registry.denies(Optional.of(WHY));

    try (LogCapture log = new LogCapture(EventLog.CATEGORY)) {
      Outcome outcome = process.handle(push(TAG, PIZZA), false);

      assertThat(outcome.reason()).contains(Reason.REGISTRY_DENIED);
      assertThat(outcome.why()).contains(WHY);
      assertThat(log.lines).singleElement().asString().contains("why=\"" + WHY + "\"");
    }
    assertThat(entry().lookAgainWhy()).contains(WHY);
    process.handle(PushEvent.reconcile(TAG), false);
    assertThat(reported)
        .as("once per cause")
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.kind()).isEqualTo(ReportKind.TAG_WITHHELD);
              assertThat(report.detail()).isEqualTo(WHY);
            });
  }

  @Test
  void itIsForgottenWhenTheRegistryAnswers() {
    registry.push(TAG, PIZZA);
    registry.denies(Optional.of(WHY));
    process.handle(push(TAG, PIZZA), false);
    registry.denies(Optional.empty());

    process.handle(PushEvent.reconcile(TAG), false);

    assertThat(entry().lookAgainWhy()).isEmpty();
    assertThat(entry().lookAgain()).isFalse();
  }

  @Test
  void explainSaysItAndChangesNothing() {
    registry.denies(Optional.of(WHY));

    assertThat(process.handle(push(TAG, PIZZA), true).why()).contains(WHY);
    assertThat(ledger.read(TAG)).isEmpty();
    assertThat(reported).isEmpty();
  }

  private TagEntry entry() {
    return ledger.read(TAG).orElseThrow().entry();
  }
}

package dev.tagfast.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.TagKey;
import dev.tagfast.intake.FakeRegistryHosts;
import dev.tagfast.intake.NotificationHandlers;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.intake.delivery.AnswerDeadline;
import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.dialect.TestNotifications;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.policy.rule.Policies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request with a chart and an image, at the webhook door. */
class NamedKindsTest {
  private static final String CHART_AND_IMAGE =
      """
      {"events":[
        {"action":"push","request":{"host":"localhost:5001"},"target":{"repository":"charts/pizza",
          "tag":"1.0.0","mediaType":"application/vnd.cncf.helm.config.v1+json"}},
        {"action":"push","request":{"host":"localhost:5001"},
          "target":{"repository":"pizza","tag":"today"}}]}
      """;

  private final dev.tagfast.settings.Settings settings =
      SettingsOf.properties(
          Map.of(
              "tagfast.registries.local.host", "localhost:5001",
              "tagfast.sources.ci.secret", "oregano"));
  private final FakeRegistryHosts hosts = new FakeRegistryHosts(settings);
  private final RecordingPipeline pipeline = new RecordingPipeline();
  private boolean chartsAreNamed;
  private boolean policiesAreDown;

  private final PolicySource policies =
      new PolicySource() {
        @Override
        public PolicyAnswer lookup(TagKey key, ContentKind kind) {
          return Policies.NONE.answer(key, kind);
        }

        @Override
        public boolean isNamed(ContentKind kind) {
          if (policiesAreDown) {
            throw new PolicyUnavailable("the API server is down", new IllegalStateException());
          }
          return chartsAreNamed && kind == ContentKind.CHART;
        }
      };

  @Test
  void aChartThatNoRuleNamesIsIgnored() {
    List<WebhookAnswer.Entry> answer = take(false);

    assertThat(answer)
        .extracting(WebhookAnswer.Entry::ignored)
        .containsExactly(Optional.of("Chart"), Optional.empty());
    assertThat(handled()).containsExactly("localhost:5001/pizza:today");
  }

  @Test
  void aChartThatARuleNamesIsHandledLikeAnImageAndNotCalledIgnored() {
    chartsAreNamed = true;

    List<WebhookAnswer.Entry> answer = take(false);

    assertThat(answer)
        .extracting(WebhookAnswer.Entry::ignored)
        .containsExactly(Optional.empty(), Optional.empty());
    assertThat(answer.getFirst().observation()).isPresent();
    assertThat(handled())
        .containsExactly("localhost:5001/charts/pizza:1.0.0", "localhost:5001/pizza:today");
  }

  @Test
  void withoutThePoliciesTheImageIsHandledAndTheSenderRepeats() {
    policiesAreDown = true;

    assertThatThrownBy(() -> take(false))
        .isInstanceOf(TemporaryFailure.class)
        .hasMessageContaining("The API server is down");
    assertThat(handled()).containsExactly("localhost:5001/pizza:today");
  }

  @Test
  void explainSaysThatTheClusterCouldNotBeAsked() {
    policiesAreDown = true;

    assertThat(take(true))
        .extracting(WebhookAnswer.Entry::refused)
        .containsExactly(Optional.of("ClusterUnavailable"), Optional.empty());
    assertThat(handled()).isEmpty();
  }

  private List<WebhookAnswer.Entry> take(boolean explain) {
    WebhookResult result =
        NotificationHandlers.to(
                new TagLocator(hosts, policies), new DeletedTags(new MemoryTagLedger()), pipeline)
            .handle(
                new DoorSettings(settings, hosts).source("ci").orElseThrow(),
                List.of(TestNotifications.raw(CHART_AND_IMAGE)),
                explain,
                AnswerDeadline.in(NotificationHandlers.NO_HURRY));
    return ((WebhookResult.Events) result).answer().events();
  }

  private List<String> handled() {
    return pipeline.handled().stream().map(event -> event.key().toString()).toList();
  }
}

package dev.tagfast.report.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.notice.Notice.Cause;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees of a notice with kubectl, as the service account of {@code knative/base}. */
@RealCluster
class NoticesOnRealApiTest {
  private static final String MESSAGE = "A request to /webhooks/our was answered 404.";

  private final MovableClock clock = new MovableClock();

  @Test
  void describeShowsWhatLastsOnTheDeploymentAndCountsIt(RealApi api) {
    Settings settings = TestSettings.of(Map.of("tagfast.ledger.store", "kubernetes"));
    api.forbiddenMeanwhile();
    try (LogCapture log = new LogCapture()) {
      for (int process = 0; process < 3; process++) {
        new Notices(new KubernetesNoticeEvents(settings, api::asTagfast), clock, Runnable::run)
            .tell(new Notice(Cause.SOURCE_UNKNOWN, "our", MESSAGE));
        clock.pass(Duration.ofMinutes(1));
      }
      assertThat(log.lines).containsOnly(MESSAGE);
    }

    assertThat(api.forbiddenMeanwhile()).isEmpty();
    assertThat(kubectl(api, "describe", "deployment", "tagfast"))
        .containsPattern("Warning +SourceUnknown +.*\\(x3 over .*\\) +tagfast +" + MESSAGE);
    assertThat(kubectl(api, "get", "events"))
        .containsPattern("Warning +SourceUnknown +deployment/tagfast +" + MESSAGE);
    api.client().v1().events().inNamespace(RealApi.TAGFAST).delete();
  }

  private static String kubectl(RealApi api, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--namespace";
    all[words.length + 1] = RealApi.TAGFAST;
    return api.kubectl().run(all);
  }
}

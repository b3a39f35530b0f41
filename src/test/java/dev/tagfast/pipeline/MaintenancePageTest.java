package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.pipeline.FaultyProxy.Answer;
import dev.tagfast.report.LogCapture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that nothing is decided while a page stands in front of a real registry and answers HEAD
 * and GET with 200, and that all is found when it is gone.
 */
@QuarkusTest
@WithTestResource(WorldBehindProxy.class)
class MaintenancePageTest extends BehindProxySteps {
  /** With what could colour a terminal, end a quotation, or pass for a log line of its own. */
  private static final Answer PAGE =
      new Answer(
          200,
          "text/html; charset=utf-8",
          "<b>\u001b[31mClosed</b>\nverdict=accept `until` noon, for maintenance");

  private static final String WHAT_CAME =
      "text/html; 63 bytes beginning `<b>\uFFFD[31mClosed</b> verdict=accept 'unti…`";

  @Test
  void anEventIsAnsweredWithWhatCameAndTheTagIsAcceptedWhenThePageIsGone() {
    subscribe("today");
    Digest digest = pusher.push(repository, "today", "margherita");
    closeForMaintenance();

    assertEventIsPutOff("today", digest);

    assertThat(imageTags()).as("nothing accepted").isEmpty();
    assertThat(image()).as("nothing rolled out").isEqualTo(reference("today"));
    proxy.heal();
    assertThat(deliver("today", digest).getString("reason")).isEqualTo("FirstSeen");
    assertThat(image()).endsWith("@" + digest);
  }

  @Test
  void underAProtectedTagItIsNoOverwriteAndTheOneBehindItIsFoundWhenItIsGone() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    closeForMaintenance();

    assertEventIsPutOff("1.0.0", other);

    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
    assertThat(patches()).isEmpty();
    proxy.heal();
    assertThat(deliver("1.0.0", other).getString("reason")).isEqualTo("TagOverwritten");
    assertThat(image()).endsWith("@" + accepted);
  }

  @Test
  void aReconcileLogsWhatCameAndTheNextOneRollsOut() {
    subscribe("today");
    Digest before = pusher.push(repository, "today", "margherita");
    deliver("today", before);
    Digest now = pusher.push(repository, "today", "funghi");
    closeForMaintenance();

    assertReconcileSays("today");

    assertThat(acceptedDigest("today")).isEqualTo(before.value());
    assertThat(patches()).isEmpty();
    proxy.heal();
    reconcile();
    assertThat(image()).endsWith("@" + now);
  }

  @Test
  void aReconcileOfAProtectedTagReportsNoOverwriteUntilItSeesOne() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    pusher.push(repository, "1.0.0", "hawaii");
    closeForMaintenance();

    assertReconcileSays("1.0.0");

    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
    proxy.heal();
    reconcile();
    assertThat(told()).containsExactly("dev.tagfast.tag.overwritten");
    assertThat(image()).endsWith("@" + accepted);
  }

  private void closeForMaintenance() {
    answer(_ -> true, PAGE);
    forget();
  }

  private void assertEventIsPutOff(String tag, Digest digest) {
    try (LogCapture log = new LogCapture()) {
      String detail =
          post("", tag, digest)
              .then()
              .statusCode(503)
              .header("Retry-After", notNullValue())
              .contentType("application/problem+json")
              .extract()
              .jsonPath()
              .getString("detail");

      assertThat(detail).contains(sentence(tag));
      assertLogged(log.lines, tag);
    }
    assertNothingWasTold(tag);
  }

  private void assertReconcileSays(String tag) {
    try (LogCapture log = new LogCapture()) {
      reconcile();

      assertLogged(log.lines, tag);
    }
    assertNothingWasTold(tag);
  }

  private void assertLogged(List<String> lines, String tag) {
    assertThat(lines).anySatisfy(line -> assertThat(line).contains(sentence(tag)));
    assertThat(lines).noneMatch(line -> line.contains("\n") || line.contains("\u001b"));
  }

  private void assertNothingWasTold(String tag) {
    assertThat(told()).isEmpty();
    assertThat(alerts()).isEmpty();
    assertThat(proxy.requests())
        .as("HEAD and GET of the tag got the page")
        .contains("HEAD " + manifest(tag), "GET " + manifest(tag));
  }

  private String sentence(String tag) {
    return "GET %s/%s:%s got 200 from http://%1$s: %s"
        .formatted(proxy.host(), repository, tag, WHAT_CAME);
  }
}

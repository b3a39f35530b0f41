package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.registry.ClientAndFakes;
import dev.tagfast.registry.HttpRegistryClient;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.ScriptedRegistry;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests a registry that is slow, overloaded, broken or unreachable. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class RetriesTest extends ClientAndFakes {
  @Test
  void aRegistryThatRecoversIsAskedAgain() {
    registry.answersInTurn(Reply.of(503), Reply.of(500), SEEN);

    assertThat(client().head(app(), TAG)).isEqualTo(found());
    assertThat(pauses).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofMillis(400)) <= 0);
  }

  @Test
  void afterThreeTimesItIsUnavailable() {
    registry.answers(request -> Reply.of(503));

    assertThat(writer().put(app(), TAG, MANIFEST))
        .isEqualTo(
            new Unavailable<>(
                "PUT " + registry.host() + "/team/app:1.2 answered 503 (asked 3 times).",
                Optional.empty()));
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void aShortRetryAfterIsWaitedForAndALongOneIsPassedOn() {
    registry.answersInTurn(Reply.of(429).with("Retry-After", "1"), SEEN);
    assertThat(client().head(app(), TAG)).isEqualTo(found());
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));

    registry.answersInTurn(Reply.of(429).with("Retry-After", "Tue, 24 Nov 2026 10:01:00 GMT"));
    assertThat(client().head(app(), TAG))
        .isEqualTo(
            new Unavailable<>(
                "HEAD " + registry.host() + "/team/app:1.2 answered 429.",
                Optional.of(Duration.ofSeconds(60))));
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void aRegistryThatSaysNothingIsGivenUp() {
    registry.answers(ScriptedRegistry.silence());

    assertThat(why(client("timeout", "100ms", "attempts", "2").head(app(), TAG)))
        .contains("got no answer within 0.1 s at http://" + registry.host())
        .endsWith(
            " Is it up, and does a network policy keep this pod from it?"
                + " tagfast.registries.hub.timeout is the limit.");
  }

  @Test
  void aBodyThatStallsIsGivenUp() {
    registry.answers(request -> SEEN.body(BYTES).stalling());

    assertThat(client("timeout", "100ms", "attempts", "1").read(app(), DIGEST))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void nobodyListeningIsUnavailable() {
    HttpRegistryClient client = client();
    registry.close();

    assertThat(why(client.head(app(), TAG)))
        .endsWith(
            "found nobody listening at http://"
                + app().host()
                + ": the connection was refused (asked 3 times). Is it up, and is"
                + " tagfast.registries.hub.host or .url right?");
  }
}

package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.ScriptedRegistry.ReceivedRequest;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that refuse HEAD and answer GET. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class RefusedHeadTest extends ClientAndFakes {
  @ParameterizedTest
  @ValueSource(ints = {405, 501})
  void aRegistryThatKnowsNoHeadIsAskedByGetFromThenOn(int status) {
    registry.answers(refusesHead(status, SEEN.body(BYTES)));
    HttpRegistryClient client = client();

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(HEAD, GET);
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(client.head(app(), DIGEST)).isEqualTo(found());
    assertThat(registry.lines().subList(2, 4))
        .containsExactly(GET, "GET /v2/team/app/manifests/" + DIGEST);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void aRegistryThatRefusesHeadOnceMoreIsAskedByGetFromThenOn(int status) {
    registry.answers(refusesHead(status, SEEN.body(BYTES)));
    HttpRegistryClient client = client();

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(HEAD, GET, HEAD);
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines().getLast()).isEqualTo(GET);
    assertThat(registry.lines()).hasSize(4);
  }

  @Test
  void aTagThatComesBetweenHeadAndGetDoesNotEndTheHeads() {
    registry.answersInTurn(Reply.of(404), SEEN.body(BYTES), SEEN);
    HttpRegistryClient client = client();

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(HEAD, GET, HEAD);
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines().getLast()).isEqualTo(HEAD);
  }

  @Test
  void theGetIsTheAnswerAlsoIfTheHeadAfterItFails() {
    registry.answersInTurn(Reply.of(404), SEEN.body(BYTES), Reply.of(503));

    assertThat(client().head(app(), TAG)).isEqualTo(found());
  }

  @Test
  void aTagIsAbsentOnlyIfGetSaysSoToo() {
    registry.answers(refusesHead(404, Reply.of(404)));
    HttpRegistryClient client = client();

    assertThat(client.head(app(), TAG)).isEqualTo(new Absent<>());
    assertThat(registry.lines()).containsExactly(HEAD, GET);

    registry.answers(refusesHead(404, Reply.of(503)));
    assertThat(client.head(app(), TAG)).isInstanceOf(Unavailable.class);

    registry.answers(refusesHead(404, Reply.of(200).with("Content-Type", "text/html").body("<p>")));
    assertThat(client.head(app(), TAG)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aRegistryThatIsAskedByGetMayStillSayThatATagIsAbsent() {
    registry.answers(refusesHead(405, SEEN.body(BYTES)));
    HttpRegistryClient client = client();
    client.head(app(), TAG);

    registry.answers(refusesHead(405, Reply.of(404)));
    assertThat(client.head(app(), TAG)).isEqualTo(new Absent<>());
    assertThat(registry.lines()).containsExactly(HEAD, GET, GET);
  }

  @Test
  void whoMayNotReadAtAllIsDeniedAndNothingIsRemembered() {
    registry.answers(request -> Reply.of(403));
    HttpRegistryClient client = client();

    assertThat(client.head(app(), TAG)).isInstanceOf(Denied.class);
    assertThat(why(client.head(app(), TAG)))
        .startsWith("GET " + registry.host() + "/team/app:1.2 answered 403");
    assertThat(registry.lines()).containsExactly(HEAD, GET, HEAD, GET);
  }

  @Test
  void a401IsAboutAuthenticationAndNotAboutHead() {
    registry.answers(refusesHead(401, SEEN.body(BYTES)));

    assertThat(client().head(app(), TAG)).isInstanceOf(Denied.class);
    assertThat(registry.lines()).containsExactly(HEAD);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 405})
  void aRedirectThatIsSignedForGetAloneIsAskedByGet(int status) {
    registry.answers(request -> Reply.of(307).with("Location", other.url() + "/blob?sig=s3cret"));
    other.answers(refusesHead(status, Reply.json("").body(BYTES)));
    HttpRegistryClient client = client("redirect-hosts", other.host());

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    int asked = registry.requests.size();
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines().subList(asked, registry.requests.size())).containsExactly(GET);
    assertThat(other.lines().getLast()).isEqualTo("GET /blob?sig=s3cret");
  }

  @Test
  void aGetIsAskedForAsOftenAsAHead() {
    registry.answers(refusesHead(405, Reply.of(503)));

    assertThat(why(client().head(app(), TAG)))
        .isEqualTo("GET " + registry.host() + "/team/app:1.2 answered 503 (asked 3 times).");
    assertThat(registry.lines()).containsExactly(HEAD, GET, GET, GET);
  }

  private static Function<ReceivedRequest, Reply> refusesHead(int status, Reply get) {
    return request -> request.line().startsWith("HEAD") ? Reply.of(status) : get;
  }
}

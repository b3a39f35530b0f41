package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.registry.ClientAndFakes;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.credential.Credential;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Tests redirects: only to allowed hosts, and without the credential. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class RedirectsTest extends ClientAndFakes {
  @Test
  void aRedirectIsFollowedWithoutTheCredential() {
    String basic = new Credential.UserAndPassword("robot", "s3cret").header();
    registry.answers(
        request ->
            request.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic")
                : Reply.of(307).with("Location", other.url() + "/cdn%2Fm?sig=a%2Bb"));
    other.answers(request -> SEEN);

    assertThat(
            client(
                    "redirect-hosts", other.host(),
                    "credentials.username", "robot",
                    "credentials.password", "s3cret")
                .head(app(), TAG))
        .isEqualTo(found());

    assertThat(registry.requests.getLast().authorization()).contains(basic);
    assertThat(other.lines()).containsExactly("HEAD /cdn%2Fm?sig=a%2Bb");
    assertThat(other.requests.getFirst().authorization()).isEmpty();
    assertThat(other.requests.getFirst().headers().getFirst("Accept")).contains("image.index");
  }

  @Test
  void aRedirectWithinTheRegistryKeepsTheCredential() {
    registry.answers(
        request ->
            request.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic")
                : request.line().equals(HEAD) ? Reply.of(302).with("Location", "/moved") : SEEN);

    assertThat(
            client("credentials.username", "robot", "credentials.password", "p").head(app(), TAG))
        .isEqualTo(found());
    assertThat(registry.requests.getLast().authorization()).isPresent();
  }

  @Test
  void aRedirectToAStrangerIsNotFollowed() {
    registry.answers(request -> Reply.of(307).with("Location", other.url() + "/x?sig=s3cret"));

    assertThat(why(client().head(app(), TAG)))
        .contains("add " + other.host() + " to tagfast.registries.hub.redirect-hosts")
        .doesNotContain("s3cret");
    assertThat(other.requests).isEmpty();
  }

  @Test
  void aStrangersChallengeIsNotAnswered() {
    registry.answers(request -> Reply.of(307).with("Location", other.url() + "/x"));
    other.answers(request -> Reply.of(401).with("WWW-Authenticate", "Basic"));

    assertThat(
            why(
                client(
                        "redirect-hosts", other.host(),
                        "credentials.username", "robot",
                        "credentials.password", "p")
                    .head(app(), TAG)))
        .contains("was redirected to " + other.url() + ", which answered 401");
    assertThat(other.requests).hasSize(1);
  }

  @Test
  void aCircleOfRedirectsEnds() {
    registry.answers(request -> Reply.of(307).with("Location", request.line().split(" ")[1]));

    assertThat(why(client().head(app(), TAG))).contains("redirected more than 5 times");
    assertThat(registry.lines()).hasSize(6);
  }

  @Test
  void aPutThatWouldBecomeAGetIsNotFollowed() {
    registry.answers(request -> Reply.of(302).with("Location", "/elsewhere"));

    assertThat(why(writer().put(app(), TAG, MANIFEST))).contains("answered 302");
    assertThat(registry.lines()).containsExactly(PUT);
  }
}

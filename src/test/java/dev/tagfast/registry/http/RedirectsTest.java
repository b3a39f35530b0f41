package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.registry.ClientAndFakes;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.credential.Credential;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Redirects: inside the boundary, without the credential. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class RedirectsTest extends ClientAndFakes {
  @Test
  void aRedirectIsFollowedWithoutTheCredential() {
    String basic = new Credential.UserAndPassword("robot", "s3cret").header();
    registry.answers(
        ask ->
            ask.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic")
                : Reply.of(307).with("Location", other.url() + "/cdn%2Fm?sig=a%2Bb"));
    other.answers(ask -> SEEN);

    assertThat(
            client(
                    "redirect-hosts", other.host(),
                    "credentials.username", "robot",
                    "credentials.password", "s3cret")
                .head(app(), TAG))
        .isEqualTo(found());

    assertThat(registry.asked.getLast().authorization()).contains(basic);
    assertThat(other.lines()).containsExactly("HEAD /cdn%2Fm?sig=a%2Bb");
    assertThat(other.asked.getFirst().authorization()).isEmpty();
    assertThat(other.asked.getFirst().headers().getFirst("Accept")).contains("image.index");
  }

  @Test
  void aRedirectWithinTheRegistryKeepsTheCredential() {
    registry.answers(
        ask ->
            ask.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic")
                : ask.line().equals(HEAD) ? Reply.of(302).with("Location", "/moved") : SEEN);

    assertThat(
            client("credentials.username", "robot", "credentials.password", "p").head(app(), TAG))
        .isEqualTo(found());
    assertThat(registry.asked.getLast().authorization()).isPresent();
  }

  @Test
  void aRedirectToAStrangerIsNotFollowed() {
    registry.answers(ask -> Reply.of(307).with("Location", other.url() + "/x?sig=s3cret"));

    assertThat(why(client().head(app(), TAG)))
        .contains("add " + other.host() + " to tagfast.registries.hub.redirect-hosts")
        .doesNotContain("s3cret");
    assertThat(other.asked).isEmpty();
  }

  @Test
  void aStrangersChallengeIsNotAnswered() {
    registry.answers(ask -> Reply.of(307).with("Location", other.url() + "/x"));
    other.answers(ask -> Reply.of(401).with("WWW-Authenticate", "Basic"));

    assertThat(
            why(
                client(
                        "redirect-hosts", other.host(),
                        "credentials.username", "robot",
                        "credentials.password", "p")
                    .head(app(), TAG)))
        .contains("was redirected to " + other.url() + ", which answered 401");
    assertThat(other.asked).hasSize(1);
  }

  @Test
  void aCircleOfRedirectsEnds() {
    registry.answers(ask -> Reply.of(307).with("Location", ask.line().split(" ")[1]));

    assertThat(why(client().head(app(), TAG))).contains("redirected more than 5 times");
    assertThat(registry.lines()).hasSize(6);
  }

  @Test
  void aPutThatWouldBecomeAGetIsNotFollowed() {
    registry.answers(ask -> Reply.of(302).with("Location", "/elsewhere"));

    assertThat(why(client().put(app(), TAG, MANIFEST))).contains("answered 302");
    assertThat(registry.lines()).containsExactly(PUT);
  }
}

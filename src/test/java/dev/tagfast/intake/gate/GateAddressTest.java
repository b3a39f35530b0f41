package dev.tagfast.intake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent on names the tag that was judged, whatever the caller wrote. */
class GateAddressTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "/v2/pizza/manifests/1.0.0, /v2/pizza/manifests/1.0.0",
    "/v2/pizza/manifests/v1%2E0, /v2/pizza/manifests/v1.0",
    "/v2/kitchen%2Fpizza/manifests/today, /v2/kitchen/pizza/manifests/today",
    "/v2/a/manifests/b/manifests/c, /v2/a/manifests/b/manifests/c"
  })
  void theSameIsReadAndSentOn(String came, String sentOn) {
    assertThat(GateAddress.read(came, "").sentOn()).isEqualTo(sentOn);
  }

  @Test
  void theColonOfADigestMayBeEncoded() {
    GateAddress address = GateAddress.read("/v2/pizza/manifests/" + DIGEST.replace(":", "%3A"), "");

    assertThat(address.sentOn()).isEqualTo("/v2/pizza/manifests/" + DIGEST);
    assertThat(address.pushedTags()).as("no tag moves").isEmpty();
  }

  @Test
  void parametersNameTagsToo() {
    GateAddress address =
        GateAddress.read("/v2/pizza/manifests/" + DIGEST, "tag=1.0.0&t%61g=1.0&ns=docker.io");

    assertThat(address.pushedTags()).containsExactly(new Tag("1.0.0"), new Tag("1.0"));
    assertThat(address.sentOn())
        .isEqualTo("/v2/pizza/manifests/" + DIGEST + "?tag=1.0.0&tag=1.0&ns=docker.io");
  }

  @Test
  void aSemicolonSeparatesNothing() {
    assertThat(GateAddress.read("/v2/pizza/manifests/today", "a=1;tag=1.0.0").sentOn())
        .isEqualTo("/v2/pizza/manifests/today?a=1%3Btag%3D1.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/pizza/manifests/1.0.0%00",
    "/v2/pizza/manifests/1.0.0%0d%0aX:1",
    "/v2/../manifests/1.0.0",
    "/v2/pizza/../cake/manifests/1.0.0",
    "/v2/Pizza/manifests/1.0.0",
    "/v2/pizza/manifests/%zz",
    "/v2/pizza/manifests/sha256:abc",
    "/v2/pizza%2Fmanifests%2F1.0.0/manifests/..",
  })
  void whatIsNotUnderstoodIsNotPassedOn(String path) {
    assertThatThrownBy(() -> GateAddress.read(path, ""))
        .isInstanceOfSatisfying(
            GateRefused.class, refused -> assertThat(refused.error().status()).isEqualTo(400));
  }

  @Test
  void aParameterThatIsNoTagIsNotPassedOn() {
    assertThatThrownBy(() -> GateAddress.read("/v2/pizza/manifests/" + DIGEST, "tag=%2e%2e"))
        .isInstanceOf(GateRefused.class);
  }
}

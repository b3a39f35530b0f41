package dev.tagfast.intake.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateCallerTest {
  @Test
  void theAccountIsNamed() {
    assertThat(of("mario:pa:ss")).hasValue("mario");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_0123456789012345678901234567890123456789:x-oauth-basic",
        "sometoken:x-oauth-basic",
        "sometoken:",
        "sometoken",
        "a b:secret",
      })
  void whatMayBeATokenIsNot(String pair) {
    assertThat(of(pair)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer bWFyaW86cGFzcw==", "Basic ###", "Basic", ""})
  void nothingIsReadOfAnythingElse(String authorization) {
    assertThat(GateCaller.of(Optional.of(authorization))).isEmpty();
  }

  private static Optional<String> of(String pair) {
    return GateCaller.of(
        Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
  }
}

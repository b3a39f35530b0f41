package dev.tagfast.intake.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.intake.dialect.TestNotifications;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "7", "\"x\"", "[]", "[{}]", "{", "{} x", "a=b"})
  void whatIsNoObjectIsMalformed(String body) {
    assertThatThrownBy(() -> Envelope.object(TestNotifications.raw(body)))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void anObjectMayLackEverything() {
    assertThat(Envelope.object(TestNotifications.raw("{}"))).isEmpty();
  }

  @Test
  void aPathNeedsBothItsParts() {
    assertThat(
            Envelope.joined(
                Json.read("{\"a\":\"x\",\"b\":\"y\"}".getBytes(StandardCharsets.UTF_8)), "a", "b"))
        .hasValue("x/y");
    assertThat(
            Envelope.joined(Json.read("{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8)), "a", "b"))
        .isEmpty();
    assertThat(
            Envelope.joined(Json.read("{\"b\":\"y\"}".getBytes(StandardCharsets.UTF_8)), "a", "b"))
        .isEmpty();
  }
}

package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedSecretTest {
  private final SharedSecret secret = new SharedSecret("Authorization", "oregano");

  @Test
  void itIsTheWholeValueOrWhatFollowsBearer() {
    assertThat(secret.isIn(List.of("oregano"))).isTrue();
    assertThat(secret.isIn(List.of("Bearer oregano"))).isTrue();
    assertThat(secret.isIn(List.of("bearer oregano"))).isTrue();
    assertThat(secret.isIn(List.of("basil", "oregano"))).isTrue();
  }

  @Test
  void nothingElseIs() {
    assertThat(secret.isIn(List.of())).isFalse();
    assertThat(secret.isIn(List.of("", "Bearer ", "Bearer", "basil"))).isFalse();
    assertThat(secret.isIn(List.of("oregan", "oreganoo", "OREGANO", "Basic oregano"))).isFalse();
    assertThat(secret.isIn(List.of("Bearer Bearer oregano"))).isFalse();
  }

  @Test
  void aSecretThatItselfBeginsWithBearerIsComparedAsAWhole() {
    assertThat(new SharedSecret("X", "Bearer x").isIn(List.of("Bearer x"))).isTrue();
  }

  @Test
  void itIsNeverShown() {
    assertThat(secret).asString().doesNotContain("oregano");
  }

  @Test
  void aBlankOneIsNone() {
    assertThatThrownBy(() -> new SharedSecret("X", " "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.tagfast.reconcile;

import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcileOrderTest {
  private static final TagKey A = key("registry.example/a:1");
  private static final TagKey B = key("registry.example/b:1");
  private static final TagKey C = key("registry.example/c:1");
  private static final TagKey D = key("registry.example/d:1");

  @Test
  void whatIsUnfinishedComesFirst() {
    assertThat(ReconcileOrder.of(List.of(A, B, C), Set.of(C), Optional.empty()))
        .containsExactly(C, A, B);
  }

  @Test
  void aRunGoesOnWhereTheLastOneWasCutShort() {
    assertThat(ReconcileOrder.of(List.of(D, B, A, C), Set.of(A, D), Optional.of(B)))
        .containsExactly(D, A, C, B);
  }

  @Test
  void aCursorAtATagThatIsGoneStillMarksAPlace() {
    assertThat(ReconcileOrder.of(List.of(A, C, D), Set.of(), Optional.of(B)))
        .containsExactly(C, D, A);
    assertThat(ReconcileOrder.of(List.of(A, B), Set.of(), Optional.of(D))).containsExactly(A, B);
  }
}

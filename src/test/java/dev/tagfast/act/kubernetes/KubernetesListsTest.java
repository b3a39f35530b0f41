package dev.tagfast.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.act.kubernetes.KubernetesLists.Place;
import dev.tagfast.connection.ClusterUnavailable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KubernetesListsTest {
  private static final List<Place> EVERY_KIND =
      Arrays.stream(KubernetesKind.values())
          .map(kind -> new Place(kind, Optional.empty()))
          .toList();

  /** None is answered before all are asked. */
  @Test
  void allAreAskedBeforeAnyIsAnswered() {
    CyclicBarrier all = new CyclicBarrier(EVERY_KIND.size());
    KubernetesLists lists =
        new KubernetesLists(
            _ -> {
              meet(all);
              return new ListResult.Listed(List.of());
            });

    assertThat(lists.of(EVERY_KIND)).hasSize(EVERY_KIND.size());
  }

  @Test
  void ofManyNamespacesNoMoreThan16AreAskedAtOnce() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier sixteen = new CyclicBarrier(16);
    KubernetesLists lists =
        new KubernetesLists(
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              meet(sixteen);
              now.decrementAndGet();
              return new ListResult.NoSuchKind();
            });
    List<Place> places =
        IntStream.range(0, 48)
            .mapToObj(i -> new Place(KubernetesKind.DEPLOYMENT, Optional.of("shop-" + i)))
            .toList();

    assertThat(lists.of(places)).hasSize(48);
    assertThat(most).hasValueLessThanOrEqualTo(16);
  }

  @Test
  void theAnswersHaveTheOrderOfTheQuestions() {
    KubernetesLists lists =
        new KubernetesLists(
            place ->
                place.kind() == KubernetesKind.STATEFUL_SET
                    ? new ListResult.NoSuchKind()
                    : new ListResult.Listed(List.of()));

    assertThat(lists.of(EVERY_KIND).indexOf(new ListResult.NoSuchKind()))
        .isEqualTo(KubernetesKind.STATEFUL_SET.ordinal());
  }

  @Test
  void oneThatCannotBeAskedIsAnErrorAsItWas() {
    ClusterUnavailable failure = new ClusterUnavailable("nobody there", new RuntimeException());
    KubernetesLists lists =
        new KubernetesLists(
            place -> {
              if (place.kind() == KubernetesKind.CRON_JOB) {
                throw failure;
              }
              return new ListResult.Listed(List.of());
            });

    assertThatThrownBy(() -> lists.of(EVERY_KIND)).isSameAs(failure);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("they were not asked at once", e);
    }
  }
}

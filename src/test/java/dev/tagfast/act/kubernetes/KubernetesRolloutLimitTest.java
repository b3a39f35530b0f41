package dev.tagfast.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.progress.Progress;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.intake.SettingsOf;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesRolloutLimitTest {
  private static final Workload PIZZA = workload("shop", "pizza");
  private static final Workload PASTA = workload("shop", "pasta");
  private static final Workload SALAD = workload("kitchen", "salad");

  @Test
  void withoutASettingAnyNumberMayGoOn() {
    KubernetesRolloutLimit limit = limit(Map.of());

    listed(limit, PIZZA, SALAD);

    assertThat(limit.standsInTheWayOf(PASTA)).isEmpty();
  }

  @Test
  void whatIsInProgressCountsInItsNamespaceAndInAll() {
    KubernetesRolloutLimit here = limit(Map.of("tagfast.rollouts.at-most-per-namespace", "1"));
    KubernetesRolloutLimit all = limit(Map.of("tagfast.rollouts.at-most", "1"));

    listed(here, PIZZA);
    listed(all, PIZZA);

    assertThat(here.standsInTheWayOf(PASTA))
        .hasValueSatisfying(
            why -> assertThat(why).contains("1 of at most 1 rollouts of namespace shop"));
    assertThat(here.standsInTheWayOf(SALAD)).isEmpty();
    assertThat(all.standsInTheWayOf(SALAD))
        .hasValueSatisfying(why -> assertThat(why).contains("of all namespaces"));
  }

  @Test
  void aNewerDigestOfAWorkloadInProgressIsNoFurtherRollout() {
    KubernetesRolloutLimit limit = limit(Map.of("tagfast.rollouts.at-most", "1"));

    listed(limit, PIZZA);

    assertThat(limit.standsInTheWayOf(PIZZA)).isEmpty();
  }

  @Test
  void whatBeganHereCountsUntilAListThatWasAskedForLaterSaysThatItEnded() {
    KubernetesRolloutLimit limit = limit(Map.of("tagfast.rollouts.at-most", "1"));
    long before = limit.beforeList();
    limit.began(PIZZA);

    limit.listed(before, List.of());
    assertThat(limit.standsInTheWayOf(PASTA)).as("the list may be older").isPresent();

    listed(limit);
    assertThat(limit.standsInTheWayOf(PASTA)).isEmpty();
  }

  private static void listed(KubernetesRolloutLimit limit, Workload... inProgress) {
    limit.listed(
        limit.beforeList(),
        Arrays.stream(inProgress).map(KubernetesRolloutLimitTest::inProgress).toList());
  }

  private static Subscriber inProgress(Workload workload) {
    return new Subscriber(workload, "1", Map.of(), Map.of(), false, List.of(), List.of())
        .with(new Progress.InProgress("1 of 2 pods is ready"));
  }

  private static KubernetesRolloutLimit limit(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    return new KubernetesRolloutLimit(SettingsOf.properties(all));
  }

  private static Workload workload(String namespace, String name) {
    return new Workload("apps/v1", "Deployment", namespace, name, name);
  }
}

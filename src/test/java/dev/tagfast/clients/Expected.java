package dev.tagfast.clients;

import java.util.Collection;
import java.util.List;

/**
 * What an action may cause: each of these once, and no other alert and no other rollout.
 *
 * @param alerts {@code tag kind}
 * @param rollouts tags
 */
record Expected(List<String> alerts, List<String> rollouts) {
  /** Nobody is woken, and nothing is rolled out. */
  static final Expected NOTHING = new Expected(List.of(), List.of());

  /** The followers of these tags get another image. */
  static Expected rollout(String... tags) {
    return new Expected(List.of(), List.of(tags));
  }

  /** A person is told, e.g. {@code 1.0.0 tag.overwritten}. */
  static Expected alert(String... alerts) {
    return new Expected(List.of(alerts), List.of());
  }

  /** Whether it is what happened. */
  boolean fits(Seen seen) {
    return sorted(alerts).equals(sorted(seen.alerts()))
        && sorted(rollouts).equals(sorted(seen.rollouts()));
  }

  private static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted().toList();
  }
}

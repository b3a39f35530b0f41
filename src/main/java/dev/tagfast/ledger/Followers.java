package dev.tagfast.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The workloads that followed the tag at the last look.
 *
 * @param count how many
 * @param held how many of them wait for a person
 * @param first the first {@value #MOST} of their states, those that wait for a person before those
 *     of which there is something else to say, and these before others
 */
public record Followers(int count, int held, List<FollowerState> first) {
  /** How many are kept. */
  public static final int MOST = 20;

  /** Nobody. */
  public static final Followers NONE = new Followers(0, 0, List.of());

  /** Copies the list. */
  public Followers {
    first = List.copyOf(first);
  }

  /** The followers with these states; a workload may have several, by container. */
  public static Followers of(List<FollowerState> states) {
    return new Followers(
        workloads(states),
        workloads(states.stream().filter(FollowerState::held).toList()),
        states.stream()
            .sorted(
                Comparator.comparing(FollowerState::held)
                    .thenComparing(state -> !state.detail().isEmpty())
                    .reversed()
                    .thenComparing(FollowerState::workload))
            .limit(MOST)
            .toList());
  }

  /** Whether a look that finds these has nothing to record. */
  public boolean isLike(Followers other) {
    return count == other.count
        && held == other.held
        && first.size() == other.first.size()
        && IntStream.range(0, first.size())
            .allMatch(at -> first.get(at).isLike(other.first.get(at)));
  }

  private static int workloads(List<FollowerState> states) {
    return Math.toIntExact(states.stream().map(FollowerState::workload).distinct().count());
  }
}

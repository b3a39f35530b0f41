package dev.tagfast.model;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.Step;
import dev.tagfast.model.world.Invariant;
import dev.tagfast.model.world.ModelWorld;
import dev.tagfast.model.world.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a history that breaks an invariant as short as it can be and still break the same one:
 * leaves out chunks, then single steps, then what happens during a step (delta debugging).
 */
final class Shrinker {
  private final Invariant invariant;
  private final Set<Invariant> notChecked;
  private History shortest;

  private Shrinker(History history, Invariant invariant, Set<Invariant> notChecked) {
    shortest = history;
    this.invariant = invariant;
    this.notChecked = notChecked;
  }

  static History shrink(History history, Invariant invariant, Set<Invariant> notChecked) {
    Shrinker shrinker = new Shrinker(history, invariant, notChecked);
    int before;
    do {
      before = weight(shrinker.shortest.steps());
      shrinker.leaveOut();
      shrinker.simplify();
    } while (weight(shrinker.shortest.steps()) < before);
    return shrinker.shortest;
  }

  private void leaveOut() {
    for (int chunk = Math.max(1, shortest.steps().size() / 2); chunk >= 1; chunk /= 2) {
      for (int from = 0; from < shortest.steps().size(); ) {
        List<Step> fewer = new ArrayList<>(shortest.steps());
        fewer.subList(from, Math.min(fewer.size(), from + chunk)).clear();
        if (!isTaken(fewer)) {
          from += chunk;
        }
      }
    }
  }

  private void simplify() {
    for (int i = 0; i < shortest.steps().size(); i++) {
      boolean simpler = true;
      while (simpler) {
        simpler = false;
        for (Step candidate : simpler(shortest.steps().get(i))) {
          List<Step> steps = new ArrayList<>(shortest.steps());
          steps.set(i, candidate);
          if (isTaken(steps)) {
            simpler = true;
            break;
          }
        }
      }
    }
  }

  private static List<Step> simpler(Step step) {
    if (!(step instanceof Step.During(Step outer, int request, Step inner))) {
      return List.of();
    }
    List<Step> candidates = new ArrayList<>(List.of(outer));
    if (!(inner instanceof Step.Fault)) {
      candidates.add(inner);
    }
    simpler(outer).forEach(less -> candidates.add(new Step.During(less, request, inner)));
    simpler(inner).forEach(less -> candidates.add(new Step.During(outer, request, less)));
    return candidates;
  }

  private boolean isTaken(List<Step> steps) {
    History candidate = shortest.with(steps);
    Optional<Violation> violation = ModelWorld.run(candidate, notChecked);
    boolean same = violation.filter(it -> it.invariant() == invariant).isPresent();
    if (same) {
      shortest = candidate;
    }
    return same;
  }

  private static int weight(List<Step> steps) {
    return steps.stream().mapToInt(Shrinker::weight).sum();
  }

  private static int weight(Step step) {
    return step instanceof Step.During(Step outer, _, Step inner)
        ? weight(outer) + weight(inner)
        : 1;
  }
}

package dev.tagfast.act.progress;

import java.util.Optional;

/**
 * The pods of a workload in numbers, as its controller counts them.
 *
 * @param wanted how many there should be
 * @param all how many there are
 * @param updated how many of them have the template as it is now
 * @param ready how many of all are ready to serve
 */
public record Replicas(int wanted, int all, int updated, int ready) {
  /**
   * What is missing until as many pods as this have the template and all are ready; empty: nothing.
   *
   * @param toUpdate how many are to have it
   */
  Optional<String> missing(int toUpdate) {
    if (updated < toUpdate) {
      return Optional.of(updated + " of " + toUpdate + " pods have the new image");
    }
    if (all > Math.max(wanted, updated)) {
      return Optional.of((all - wanted) + " old pods are not gone yet");
    }
    if (ready < wanted) {
      return Optional.of(ready + " of " + wanted + " pods are ready");
    }
    return Optional.empty();
  }
}

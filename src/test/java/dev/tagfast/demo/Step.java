package dev.tagfast.demo;

import java.time.Duration;
import java.util.List;

/**
 * A step of the story.
 *
 * @param title what happens
 * @param why what a newcomer must know to see the point
 * @param action makes it happen
 * @param checks what must be true afterwards, in this order: the first ones also wait until the
 *     event was handled, so that "nothing changed" is not said too early
 */
record Step(String title, String why, Runnable action, List<Check> checks) {
  /** The same, where the world may take longer. */
  Step within(Duration patience) {
    return new Step(
        title, why, action, checks.stream().map(check -> check.within(patience)).toList());
  }
}

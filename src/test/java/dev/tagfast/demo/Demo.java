package dev.tagfast.demo;

import java.time.Duration;
import java.time.Instant;

/** {@code make demo}: tells the story once; ends with 0 if everything was as it should be. */
public final class Demo {
  private Demo() {}

  /**
   * @param args nothing
   */
  public static void main(String[] args) {
    Narrator narrator = new Narrator(System.out);
    Instant start = Instant.now();
    boolean happy;
    try (Stage stage = Opening.open(narrator)) {
      narrator.tell(new Story(stage).steps());
      happy = narrator.isHappy();
      if (!happy) {
        narrator.say("\nThe application's log:\n" + stage.app().readLog());
      }
    } catch (RuntimeException e) {
      narrator.say("\nThe demo broke off: " + e.getMessage());
      happy = false;
    }
    narrator.say(
        """

        %s: %s, in %d s. Nothing is left running.
        """
            .formatted(
                happy ? "All is well" : "SOMETHING WENT WRONG",
                narrator.count(),
                Duration.between(start, Instant.now()).toSeconds()));
    if (happy) {
      narrator.say("To play with it yourself: make run");
    }
    System.exit(happy ? 0 : 1);
  }
}

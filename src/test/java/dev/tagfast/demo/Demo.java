package dev.tagfast.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code make demo}: tells the story once; ends with 0 if everything was as it should be. */
public final class Demo {
  private Demo() {}

  /**
   * @param args nothing, or {@code real} for a real Kubernetes: {@code make demo CLUSTER=real}
   */
  public static void main(String[] args) {
    Narrator narrator = new Narrator(System.out);
    Instant start = Instant.now();
    boolean happy = false;
    try (Place place = open(List.of(args), narrator)) {
      happy = play(place, narrator);
    } catch (RuntimeException | AssertionError e) {
      narrator.say("\nThe demo could not begin: " + e.getMessage());
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

  private static Place open(List<String> args, Narrator narrator) {
    return switch (String.join(" ", args)) {
      case "" -> new MockPlace(Opening.open(narrator));
      case "real" -> RealPlace.open(narrator);
      default ->
          throw new IllegalArgumentException(
              "CLUSTER is `real`, or not given; not `%s`".formatted(String.join(" ", args)));
    };
  }

  private static boolean play(Place place, Narrator narrator) {
    boolean happy = false;
    try {
      narrator.tell(place.around(new Story(place).steps()));
      happy = narrator.isHappy();
    } catch (RuntimeException | AssertionError e) {
      narrator.say("\nThe demo broke off: " + e.getMessage());
    }
    if (!happy) {
      narrator.say("\n" + place.evidence());
    }
    return happy;
  }
}

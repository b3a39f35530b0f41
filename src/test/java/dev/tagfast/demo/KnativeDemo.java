package dev.tagfast.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The story with real pods on a cluster that has Knative: {@code make kind-test}, or any other
 * cluster that the environment names (docs/knative.md). Ends with 0 if everything was as it should
 * be.
 */
public final class KnativeDemo {
  private KnativeDemo() {}

  /**
   * @param args nothing, or {@code install}: only that. The environment says which cluster, see
   *     {@link KnativeSettings}
   */
  public static void main(String[] args) {
    Narrator narrator = new Narrator(System.out);
    Instant start = Instant.now();
    boolean happy = false;
    try (KnativePlace place = KnativePlace.open(KnativeSettings.of(System.getenv()))) {
      narrator.say(place.description());
      List<Step> steps = new KnativeStory(place).steps();
      narrator.tell(Arrays.asList(args).contains("install") ? steps.subList(0, 1) : steps);
      happy = narrator.isHappy();
      if (!happy) {
        narrator.say("\n" + place.evidence());
      }
    } catch (RuntimeException | AssertionError e) {
      narrator.say("\nThe story broke off: " + e.getMessage());
    }
    narrator.say(
        "\n%s: %s, in %d s."
            .formatted(
                happy ? "All is well" : "SOMETHING WENT WRONG",
                narrator.count(),
                Duration.between(start, Instant.now()).toSeconds()));
    System.exit(happy ? 0 : 1);
  }
}

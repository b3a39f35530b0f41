package dev.tagfast.act.progress;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a pod does.
 *
 * @param name its name
 * @param resourceVersion as it was read: a pod of a StatefulSet that is made anew has its name
 * @param images the image that each container is to run, by the container's name; of a volume by
 *     its key
 * @param ready whether it is ready
 * @param since since when it is ready, or is not; empty: it does not say
 * @param created when it was made
 * @param trouble why it does not run as it should, a sentence for people; empty: nothing is known
 * @param crashed when a container of it ended last with a failure; empty: none did
 */
public record PodHealth(
    String name,
    String resourceVersion,
    Map<String, String> images,
    boolean ready,
    Optional<Instant> since,
    Instant created,
    Optional<String> trouble,
    Optional<Instant> crashed) {
  /** Of a pod of which only what it runs is known. */
  public static final PodHealth UNKNOWN =
      new PodHealth(
          "",
          "",
          Map.of(),
          true,
          Optional.empty(),
          Instant.MAX,
          Optional.empty(),
          Optional.empty());

  /** Copies the map. */
  public PodHealth {
    images = Map.copyOf(images);
  }

  /** Whether it has all of these images, by the name of the container. */
  public boolean has(Map<String, String> all) {
    return images.entrySet().containsAll(all.entrySet());
  }
}

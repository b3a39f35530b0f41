package dev.tagfast.act.brake;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A rollout that would begin now, and what is known of its surroundings.
 *
 * @param places where its brakes may be written
 * @param container the container, or the volume, as annotations name it
 * @param to the digest that it would get
 * @param since when that became the accepted digest; empty: unknown, and so of no age
 * @param known the digests that the tag is known to have shown
 * @param again whether Tagfast wrote this digest into the container before and somebody took it
 *     away. It was approved and old enough then
 * @param approver the program that wrote the approval, as the API server says
 * @param limit why no further rollout may begin; asked last, empty: one may
 * @param now the time
 */
public record BrakeQuestion(
    Places places,
    String container,
    Digest to,
    Optional<Instant> since,
    Set<Digest> known,
    boolean again,
    Optional<String> approver,
    Supplier<Optional<String>> limit,
    Instant now) {
  /**
   * A workload and its namespace.
   *
   * @param workload as kubectl is told it, e.g. {@code deployment/pizza -n shop}
   * @param annotations of the workload
   * @param namespace its name
   * @param ofNamespace the annotations of the namespace; empty also where nobody may read them
   */
  public record Places(
      String workload,
      Map<String, String> annotations,
      String namespace,
      Map<String, String> ofNamespace) {
    /** Copies the maps. */
    public Places {
      annotations = Map.copyOf(annotations);
      ofNamespace = Map.copyOf(ofNamespace);
    }
  }

  /** Copies the set. */
  public BrakeQuestion {
    known = Set.copyOf(known);
  }
}

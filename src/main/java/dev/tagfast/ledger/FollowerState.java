package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.Optional;

/**
 * How one workload that follows the tag stood at the last look, for people.
 *
 * @param workload kind, namespace and name, e.g. {@code Deployment/kitchen/dinner}
 * @param containers the containers that follow the tag and stand so
 * @param state the word of a rollout {@code Reason}
 * @param held whether it waits for a person
 * @param pinned the digest that its image carries; empty: none, or the containers have several
 * @param detail what stands in the way and what to do; may be empty
 */
public record FollowerState(
    String workload,
    List<String> containers,
    String state,
    boolean held,
    Optional<Digest> pinned,
    String detail) {
  /** The longest detail that the ledger keeps; the workload's own annotation has all of it. */
  public static final int LONGEST_DETAIL = 253;

  /** Copies the list, and cleans and shortens the detail, which may quote the API server. */
  public FollowerState {
    containers = List.copyOf(containers);
    detail = UntrustedText.clean(detail, LONGEST_DETAIL);
  }

  /** Whether it is the same but for its detail, which may quote a request by its id. */
  boolean isLike(FollowerState other) {
    return workload.equals(other.workload)
        && containers.equals(other.containers)
        && state.equals(other.state)
        && pinned.equals(other.pinned);
  }
}

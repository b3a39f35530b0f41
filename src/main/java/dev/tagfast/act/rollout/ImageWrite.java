package dev.tagfast.act.rollout;

import dev.tagfast.act.brake.Approval;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image that is written into a container, or an image volume.
 *
 * @param again it is put back after somebody took its digest away
 * @param back it is the one that ran before a rollout that failed
 * @param approval what let it; empty: it needed none
 * @param skipped what was superseded before it could be rolled out here
 * @param notes what is remembered of the image that it replaces, by annotation
 */
record ImageWrite(
    FollowingContainer container,
    ImageReference image,
    boolean again,
    boolean back,
    Optional<Approval> approval,
    List<Digest> skipped,
    Map<String, String> notes) {
  /** The digest that all of them have before; empty: none, or several. */
  static Optional<Digest> from(List<ImageWrite> writes) {
    return FollowingContainer.commonDigest(writes.stream().map(ImageWrite::container));
  }

  /** The digest that they write: one that they go back to, else the accepted one. */
  static Digest to(List<ImageWrite> writes, Digest accepted) {
    return writes.stream()
        .filter(ImageWrite::back)
        .findFirst()
        .flatMap(write -> write.image().digest())
        .orElse(accepted);
  }

  /** Those of the containers that are to be changed. */
  static List<ImageWrite> of(Subscriber subscriber, List<ContainerPlan> changes, RolloutTarget to) {
    return changes.stream().flatMap(change -> of(subscriber, change, to).stream()).toList();
  }

  private static Optional<ImageWrite> of(
      Subscriber subscriber, ContainerPlan plan, RolloutTarget to) {
    return switch (plan) {
      case ContainerPlan.Pin(
              FollowingContainer container,
              boolean again,
              Optional<Approval> approval,
              List<Digest> skipped) ->
          Optional.of(
              new ImageWrite(
                  container,
                  container.pinnedTo(to.digest()),
                  again,
                  false,
                  approval,
                  skipped,
                  Rollback.notes(subscriber, container, to)));
      case ContainerPlan.RollBack(
              FollowingContainer container,
              ImageReference image,
              Digest failed,
              String _) ->
          Optional.of(
              new ImageWrite(
                  container,
                  image,
                  false,
                  true,
                  Optional.empty(),
                  List.of(),
                  Rollback.remembered(subscriber, container, failed)));
      case ContainerPlan.AlreadyThere _, ContainerPlan.Held _ -> Optional.empty();
    };
  }
}

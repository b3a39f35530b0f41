package dev.tagfast.act.rollout;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to become of one workload: a value, computed from what was read of it. Containers are
 * judged one by one: a person who holds one of them does not hold the others.
 *
 * @param workload which
 * @param to the accepted digest
 * @param written the digest that a change writes: one that it goes back to, else the accepted one
 * @param containers those that follow the tag
 * @param patch brings those to be pinned to the digest; empty: no image is to be changed, or by
 *     {@code apply}
 * @param apply does the same where a tool has let go of the image; empty: it is not to be
 * @param marks says on the workload that containers are held, or are not any more; empty: it says
 *     so, or {@code patch} does
 * @param proposal what the workload's owner is to change; empty: nothing
 * @param caveat what keeps the pods from being replaced right after the patch; empty: nothing
 * @param begun when it is begun, if it is
 */
public record RolloutPlan(
    Workload workload,
    Digest to,
    Digest written,
    List<ContainerPlan> containers,
    List<PatchOperation> patch,
    Optional<RolloutApply> apply,
    List<PatchOperation> marks,
    Optional<Proposal> proposal,
    String caveat,
    RolloutResult.Begun begun) {
  /** Copies the lists. */
  public RolloutPlan {
    containers = List.copyOf(containers);
    patch = List.copyOf(patch);
    marks = List.copyOf(marks);
  }

  /** The plan for a workload as it was read, where nothing around it stands in the way. */
  public static RolloutPlan of(
      Subscriber subscriber, TagKey key, RolloutTarget to, Cause cause, Instant now) {
    return of(subscriber, key, to, Surroundings.NONE, cause, now);
  }

  /** The plan for a workload as it was read. */
  public static RolloutPlan of(
      Subscriber subscriber,
      TagKey key,
      RolloutTarget to,
      Surroundings surroundings,
      Cause cause,
      Instant now) {
    RolloutAnnotations notes = new RolloutAnnotations(subscriber.annotations());
    List<ContainerPlan> containers =
        backFirst(
            subscriber.following(key).stream()
                .filter(container -> notes.isPushedLater(container, key, to))
                .map(container -> ContainerPlan.of(subscriber, container, to, surroundings, now))
                .toList());
    List<ContainerPlan> changes = changes(containers);
    Map<String, Optional<String>> held = held(containers);
    boolean applied =
        changes.stream()
            .map(change -> GitOpsChoice.of(subscriber, change.container()))
            .anyMatch(GitOpsChoice.Apply.class::isInstance);
    boolean patched = !changes.isEmpty() && !applied;
    List<ImageWrite> writes = ImageWrite.of(subscriber, changes, to);
    return new RolloutPlan(
        subscriber.workload(),
        to.digest(),
        ImageWrite.to(writes, to.digest()),
        containers,
        patched
            ? RolloutPatch.of(
                subscriber, writes, key, to, cause, HeldMarks.of(subscriber, held), now)
            : List.of(),
        Optional.of(applied)
            .filter(it -> it)
            .map(
                _ ->
                    RolloutApply.of(
                        subscriber,
                        writes,
                        RolloutPatch.annotations(subscriber, writes, key, to, cause, now))),
        patched ? List.of() : HeldMarks.patch(subscriber, held),
        proposal(subscriber, containers, to.digest()),
        subscriber.caveat(),
        new RolloutResult.Begun(now, to.past().generation()));
  }

  private static Optional<Proposal> proposal(
      Subscriber subscriber, List<ContainerPlan> containers, Digest to) {
    List<Proposal.Change> changes =
        containers.stream()
            .filter(RolloutPlan::isProposed)
            .map(
                plan ->
                    new Proposal.Change(
                        plan.container().name(),
                        plan.container().image(),
                        plan.container().pinnedTo(to)))
            .toList();
    return changes.isEmpty() ? Optional.empty() : Optional.of(Proposal.of(subscriber, changes));
  }

  private static boolean isProposed(ContainerPlan plan) {
    return plan instanceof ContainerPlan.Held held && held.reason() == Reason.GITOPS_MANAGED;
  }

  /** Whether an image is to be changed. */
  public boolean changesImages() {
    return !patch.isEmpty() || apply.isPresent();
  }

  /** Whether both send the same. */
  public boolean sendsTheSameAs(RolloutPlan other) {
    return patch.equals(other.patch) && apply.equals(other.apply);
  }

  /** The same, of which nothing is proposed to anybody either. */
  public RolloutPlan withoutProposal() {
    return new RolloutPlan(
        workload, to, written, containers, patch, apply, marks, Optional.empty(), caveat, begun);
  }

  /** Why each container is held; empty: it is not. */
  private static Map<String, Optional<String>> held(List<ContainerPlan> containers) {
    Map<String, Optional<String>> held = new LinkedHashMap<>();
    for (ContainerPlan plan : containers) {
      held.put(
          plan.container().name(),
          switch (plan) {
            case ContainerPlan.Held(_, Reason reason, String detail) ->
                Optional.of(HeldMarks.text(reason, detail));
            // The digest that it goes away from is the accepted one, and stays that.
            case ContainerPlan.RollBack back ->
                Optional.of(
                    HeldMarks.text(
                        Reason.DIGEST_BAD, Rollback.sentence(back.container(), back.failed())));
            case ContainerPlan.Pin _, ContainerPlan.AlreadyThere _ -> Optional.empty();
          });
    }
    return held;
  }

  /**
   * The operations that say on the workload that a patch of its image was refused. A mark with the
   * same reason stays: the words of the API server may differ each time.
   *
   * @param subscriber as it was read for this plan
   */
  public List<PatchOperation> refusalMarks(Subscriber subscriber, Reason reason, String detail) {
    Map<String, Optional<String>> held = held(containers);
    changes(containers)
        .forEach(
            change ->
                held.put(
                    change.container().name(),
                    HeldMarks.standing(subscriber, change.container().name(), reason)
                        .or(() -> Optional.of(HeldMarks.text(reason, detail)))));
    return HeldMarks.patch(subscriber, held);
  }

  /**
   * One result per reason.
   *
   * @param pinned what became of the containers to be pinned
   * @param detail of those
   */
  public List<RolloutResult> results(Reason pinned, String detail) {
    Map<Reason, List<ContainerPlan>> byReason =
        containers.stream()
            .collect(
                Collectors.groupingBy(
                    plan ->
                        switch (plan) {
                          case ContainerPlan.Pin _ -> pinned;
                          case ContainerPlan.RollBack _ ->
                              pinned == Reason.ROLLOUT_STARTED ? Reason.ROLLED_BACK : pinned;
                          case ContainerPlan.AlreadyThere _ -> Reason.ALREADY_PINNED;
                          case ContainerPlan.Held held -> held.reason();
                        },
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byReason.entrySet().stream()
        .map(group -> result(group.getKey(), group.getValue(), detail))
        .toList();
  }

  private RolloutResult result(Reason reason, List<ContainerPlan> plans, String detail) {
    return new RolloutResult(
        workload,
        plans.stream().map(plan -> plan.container().name()).toList(),
        reason,
        FollowingContainer.commonDigest(plans.stream().map(ContainerPlan::container)),
        reason == Reason.ROLLED_BACK ? written : to,
        plans.stream()
            .map(
                plan ->
                    switch (plan) {
                      case ContainerPlan.Pin pin -> pinned(pin, reason, detail);
                      case ContainerPlan.RollBack back ->
                          Sentence.of(back.why()) + " " + Sentence.of(detail);
                      case ContainerPlan.AlreadyThere _ -> "";
                      case ContainerPlan.Held held -> held.detail();
                    })
            .distinct()
            .map(String::strip)
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining(" ")),
        reason == Reason.ROLLOUT_STARTED || reason == Reason.ROLLED_BACK
            ? Optional.of(begun)
            : Optional.empty(),
        Optional.empty(),
        proposal.filter(_ -> reason == Reason.GITOPS_MANAGED));
  }

  private static String pinned(ContainerPlan.Pin pin, Reason reason, String detail) {
    return reason == Reason.ROLLOUT_STARTED
        ? Stream.of(PinText.approved(pin), PinText.skipped(pin), detail)
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining(" "))
        : detail;
  }

  /** Whether the workload bears this plan's marks: patched, although the answer was lost. */
  public boolean isDoneIn(Subscriber fresh) {
    return begun.at().toString().equals(fresh.annotations().get(RolloutAnnotations.AT))
        && written.value().equals(fresh.annotations().get(RolloutAnnotations.TO));
  }

  /** Where one container goes back, those that go on wait for the next look. */
  private static List<ContainerPlan> backFirst(List<ContainerPlan> containers) {
    boolean back = containers.stream().anyMatch(ContainerPlan.RollBack.class::isInstance);
    return containers.stream()
        .filter(plan -> !back || !(plan instanceof ContainerPlan.Pin))
        .toList();
  }

  /** Those whose image is to be written. */
  private static List<ContainerPlan> changes(List<ContainerPlan> containers) {
    return containers.stream()
        .filter(plan -> plan instanceof ContainerPlan.RollBack || plan instanceof ContainerPlan.Pin)
        .toList();
  }
}

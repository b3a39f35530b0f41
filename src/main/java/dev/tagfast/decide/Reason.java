package dev.tagfast.decide;

import dev.tagfast.image.EnumWords;

/**
 * The reason for what Tagfast did or did not do. One word is used in answers, CloudEvents,
 * Kubernetes Events, metrics, logs and tests. Operators read them in {@code docs/reasons.md}; a
 * test keeps the two equal.
 */
public enum Reason {
  // verdicts on a tag
  /** The tag was never seen before; what it shows is accepted. */
  FIRST_SEEN,
  /**
   * The tag was never seen before, and no authentic event or person vouches for what it shows.
   * Nothing is restored; where an event or a pin names another digest, nothing is rolled out.
   */
  UNPROVEN,
  /** A second event agrees with the registry on the digest that the first event named. */
  PROVEN_BY_EVENT,
  /** The tag shows what the ledger says. */
  UNCHANGED,
  /** A moving tag shows another digest: it is accepted and rolled out. */
  TAG_MOVED,
  /**
   * The tag shows another index that runs the same and lists other attestations, as a build makes
   * that runs again: it is the same image.
   */
  REATTESTED,
  /** A protected tag shows another digest than the accepted one. */
  TAG_OVERWRITTEN,
  /**
   * An event says that a protected tag has another digest, which the tag was never seen to have.
   */
  OVERWRITE_CLAIMED,
  /** The overwrite was recorded and reported before. */
  ALREADY_REPORTED,
  /** A person accepted this digest for this tag. */
  ACCEPTED_BY_PERSON,
  /** A person accepts a digest that the tag does not show: it waits until the tag shows it. */
  ACCEPTANCE_WAITS,
  /** What a person wrote to accept a digest is not understood: nothing is accepted. */
  ACCEPTANCE_UNREADABLE,
  /** A tag that was overwritten or gone shows its accepted digest again. */
  TAG_RETURNED,
  /** The tag shows the digest that Tagfast itself restored. */
  OWN_RESTORE,
  /** The tag is gone from the registry; its accepted digest is remembered. */
  TAG_DELETED,
  /** The policy treats this tag with mode {@code Ignore}. */
  IGNORED_BY_POLICY,
  /** A moving tag that no workload follows: nothing is recorded. */
  NOT_FOLLOWED,
  /** A policy that could apply to this tag is invalid: nothing changes until it is repaired. */
  POLICY_INVALID,
  /** The tag shows something that no container can run: a chart, an artifact, a signature. */
  NOT_RUNNABLE,
  /**
   * The registry does not have the manifest that the tag shows, or it is none that can be
   * understood; reconcile looks again.
   */
  MANIFEST_UNREADABLE,
  /** The ledger's entry of the tag cannot be read: nothing changes until a person mends it. */
  LEDGER_ENTRY_UNREADABLE,
  /** The registry did not show the tag within the bound; reconcile looks again. */
  UNCONFIRMED,
  /** The tag was restored three times within an hour and overwritten again: a person must look. */
  RESTORE_FROZEN,
  /**
   * The policy asks for a restore, but this ledger never saw the tag show the accepted digest after
   * an authentic event.
   */
  RESTORE_UNPROVEN,
  /** The policy asks for a restore, and the operator set no push credentials for the registry. */
  RESTORE_UNARMED,
  /** Mode {@code observe}, or {@code ?explain=true}: what would be done, and is not. */
  OBSERVE_ONLY,
  /**
   * The work is recorded and in progress: in another delivery of the same event, or in this one,
   * after its sender's time to wait was over.
   */
  IN_HAND,
  /** The event was handed to {@code tagfast.forward.sink}; its receiver decides. */
  FORWARDED,

  // why an entry of a notification was refused
  /** The registry is not listed under {@code tagfast.registries}, so it is never asked. */
  REGISTRY_NOT_LISTED,
  /**
   * The source is not allowed to report on this registry ({@code
   * tagfast.sources.<name>.registries}).
   */
  REGISTRY_NOT_ALLOWED,
  /** The registry refuses the credentials, or there are none. The tag is looked at again later. */
  REGISTRY_DENIED,
  /**
   * The registry could not be asked. Only a dead letter, whose tag is looked at again later, and
   * {@code ?explain=true} show this; otherwise the answer is 503.
   */
  REGISTRY_UNAVAILABLE,
  /**
   * Ledger, policies or workloads could not be read. Only {@code ?explain=true} shows this;
   * otherwise the answer is 503.
   */
  CLUSTER_UNAVAILABLE,
  /** The entry names no registry, and the source has no {@code default-registry}. */
  REGISTRY_MISSING,
  /** The repository name is not valid. */
  REPOSITORY_INVALID,
  /** The tag name is not valid. */
  TAG_INVALID,

  // rollouts
  /** The workload's image was patched to the accepted digest. */
  ROLLOUT_STARTED,
  /** The container runs the accepted digest already. */
  ALREADY_PINNED,
  /**
   * The image carries a digest that Tagfast did not write. A person put it there, and Tagfast keeps
   * it.
   */
  PERSON_HOLDS,
  /**
   * The digest that Tagfast wrote was removed more than three times within an hour: somebody else
   * manages this field.
   */
  IMAGE_FIELD_CONTESTED,
  /** What a container follows is written in a way that is not understood: it stays as it is. */
  FOLLOW_INVALID,
  /** Argo CD, Flux or Helm manages the workload: the change is proposed and never patched. */
  GITOPS_MANAGED,
  /** The annotation that says how to change the image is not understood, or cannot be followed. */
  GITOPS_ANNOTATION_INVALID,
  /** Another field manager owns the image, and server-side apply leaves it there. */
  IMAGE_FIELD_OWNED,
  /** A person holds the workload, the container or the namespace by an annotation. */
  ON_HOLD,
  /** The workload needs a person's approval of the digest, and there is none that counts. */
  APPROVAL_REQUIRED,
  /** An annotation that holds rollouts back is not understood: it stops what it is about. */
  BRAKE_UNREADABLE,
  /** Rollouts begin in a window alone, and it is shut: reconcile rolls out when it opens. */
  OUTSIDE_WINDOW,
  /** The digest was not long enough under its tag: reconcile rolls it out later. */
  DIGEST_TOO_YOUNG,
  /** As many rollouts are in progress as the settings allow: reconcile begins it later. */
  ROLLOUT_LIMIT,
  /** The workload is told what would be done, and is not changed. */
  DRY_RUN,
  /** The registry lets none of the workload's pull Secrets read the digest. */
  PULL_DENIED,
  /** The index has no image for a node on which the pods may run. */
  PLATFORM_MISSING,
  /** A Job keeps the image that it was created with: its pod template cannot be changed. */
  JOB_IMMUTABLE,
  /**
   * A Knative Service fixes the name of its Revision, and Knative refuses another image under the
   * same name.
   */
  REVISION_NAME_FIXED,
  /** The workload no longer exists. */
  WORKLOAD_GONE,
  /** The API server refuses the patch (RBAC or admission). */
  ROLLOUT_FORBIDDEN,
  /** The API server rejects the patched object as invalid. */
  ROLLOUT_INVALID,
  /** The workload changed during every attempt to patch it; reconcile tries again. */
  ROLLOUT_CONFLICT,
  /** The API server failed at the patch of this workload; reconcile tries again. */
  ROLLOUT_FAILED,

  // how rollouts end
  /** All pods of a workload have the new image and are ready. */
  ROLLOUT_COMPLETED,
  /** Pods that have the new image do not start, or do not get ready in time. */
  PODS_FAILED,
  /** The workload was brought back to the digest that it ran completely before. */
  ROLLED_BACK,
  /** The digest failed in this workload before: it is not rolled out there again. */
  DIGEST_BAD,
  /** An annotation about rollback or its deadline is not understood. */
  ROLLBACK_SETTING_INVALID,

  // what pods run
  /** Pods of one owner run different images. */
  DRIFT_FOUND,
  /** Pods that ran different images run one image again. */
  DRIFT_ENDED,

  // restores
  /** The tag was put back on its accepted digest. */
  TAG_RESTORED,
  /** The registry no longer has the accepted digest. */
  ACCEPTED_DIGEST_GONE,
  /** The registry refused the restore, or the tag does not show the restored digest. */
  RESTORE_FAILED,
  /** The tag no longer shows the digest that the restore was to undo. */
  RESTORE_OVERTAKEN;

  /** The word as it is written outside the code: {@code TagOverwritten}. */
  public String word() {
    return EnumWords.word(this);
  }

  /** Whether a workload with this result stays as it is until a person does something. */
  public boolean holdsRollout() {
    return switch (this) {
      case PERSON_HOLDS,
          IMAGE_FIELD_CONTESTED,
          FOLLOW_INVALID,
          GITOPS_MANAGED,
          GITOPS_ANNOTATION_INVALID,
          IMAGE_FIELD_OWNED,
          JOB_IMMUTABLE,
          REVISION_NAME_FIXED,
          ON_HOLD,
          APPROVAL_REQUIRED,
          BRAKE_UNREADABLE,
          PULL_DENIED,
          PLATFORM_MISSING,
          ROLLOUT_FORBIDDEN,
          ROLLOUT_INVALID,
          DIGEST_BAD,
          ROLLBACK_SETTING_INVALID ->
          true;
      default -> false;
    };
  }

  /** Whether a workload with this result is rolled out later without anybody doing anything. */
  public boolean waitsForTime() {
    return switch (this) {
      case OUTSIDE_WINDOW, DIGEST_TOO_YOUNG, ROLLOUT_LIMIT -> true;
      default -> false;
    };
  }

  /** Whether nothing is changed because it is only to be told what would be. */
  public boolean isOnlyTold() {
    return this == OBSERVE_ONLY || this == DRY_RUN;
  }

  /** Whether the rollout stays owed, so that reconcile tries again. */
  public boolean isRetriedRollout() {
    return this == ROLLOUT_CONFLICT || this == ROLLOUT_FAILED;
  }

  @Override
  public String toString() {
    return word();
  }
}

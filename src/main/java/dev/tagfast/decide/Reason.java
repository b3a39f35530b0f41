package dev.tagfast.decide;

import dev.tagfast.image.EnumWords;

/**
 * Every reason that Tagfast gives for what it did or did not do: the same word in answers,
 * CloudEvents, Kubernetes Events, metrics, logs and tests. Documented for operators in {@code
 * docs/reasons.md}; a test holds the two together.
 */
public enum Reason {
  // what was decided of a tag
  /** The tag was never seen before; what it shows is accepted. */
  FIRST_SEEN,
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
   * An event says that a protected tag was given another digest, which the tag was never seen to
   * have.
   */
  OVERWRITE_CLAIMED,
  /** The overwrite was recorded and reported before. */
  ALREADY_REPORTED,
  /** A person accepted this digest for this tag. */
  ACCEPTED_BY_PERSON,
  /** A tag that was overwritten or gone shows its accepted digest again. */
  TAG_RETURNED,
  /** The tag is where our own restore put it. */
  OWN_RESTORE,
  /** The tag is gone from the registry; its accepted digest is remembered. */
  TAG_DELETED,
  /** The policy says that this tag does not matter. */
  IGNORED_BY_POLICY,
  /** A moving tag that nobody follows: nothing is recorded. */
  NOT_FOLLOWED,
  /** A policy that could speak of this tag is invalid: nothing moves until it is mended. */
  POLICY_INVALID,
  /** The tag shows something that no container can run: a chart, an artifact, a signature. */
  NOT_RUNNABLE,
  /**
   * The registry does not have the manifest that the tag shows, or it is none that can be
   * understood; reconcile looks again.
   */
  MANIFEST_UNREADABLE,
  /** The registry did not show the tag within the bound; reconcile looks again. */
  UNCONFIRMED,
  /** It was restored three times within the hour and overwritten again: a person must look. */
  RESTORE_FROZEN,
  /**
   * Restore is asked for, but this ledger never saw the accepted digest there after an authentic
   * event.
   */
  RESTORE_UNPROVEN,
  /** Mode {@code observe}, or {@code ?explain=true}: this would have been done. */
  OBSERVE_ONLY,
  /**
   * It is recorded and being done now: by another delivery of the same event, or by this one, whose
   * sender had waited long enough.
   */
  IN_HAND,
  /** The event was handed to {@code tagfast.forward.sink}: whoever gets it from there decides. */
  FORWARDED,

  // why an entry went no further
  /** The registry is not listed under {@code tagfast.registries}: it is never asked. */
  REGISTRY_NOT_LISTED,
  /** The source may not speak of this registry ({@code tagfast.sources.<name>.registries}). */
  REGISTRY_NOT_ALLOWED,
  /** The registry refuses us: wrong or missing credentials. The verdict is to look again later. */
  REGISTRY_DENIED,
  /**
   * The registry could not be asked. Only a dead letter, which is looked at again later, and {@code
   * ?explain=true} show this; otherwise the answer is 503.
   */
  REGISTRY_UNAVAILABLE,
  /**
   * Ledger, policies or workloads could not be read. Only {@code ?explain=true} shows this;
   * otherwise the answer is 503.
   */
  CLUSTER_UNAVAILABLE,
  /** The entry names no registry, and the source has no {@code default-registry}. */
  REGISTRY_MISSING,
  /** The repository is not one. */
  REPOSITORY_INVALID,
  /** The tag is not one. */
  TAG_INVALID,

  // rollouts
  /** The workload's image was patched to the accepted digest. */
  ROLLOUT_STARTED,
  /** The container runs the accepted digest already. */
  ALREADY_PINNED,
  /**
   * The image carries a digest that Tagfast did not write: a person put it there, and people win.
   */
  PERSON_HOLDS,
  /**
   * The digest was taken away more than three times within the hour: somebody else manages this
   * field.
   */
  IMAGE_FIELD_CONTESTED,
  /** Argo CD or Flux manages the image: proposed, never patched. */
  GITOPS_MANAGED,
  /** The workload is gone. */
  WORKLOAD_GONE,
  /** The API server refuses the patch (RBAC or admission). */
  ROLLOUT_FORBIDDEN,
  /** The API server says that the patch makes no valid object. */
  ROLLOUT_INVALID,
  /** The workload kept changing under our hands; reconcile tries again. */
  ROLLOUT_CONFLICT,

  // restores
  /** The tag was put back on its accepted digest. */
  TAG_RESTORED,
  /** The registry no longer has the accepted digest. */
  ACCEPTED_DIGEST_GONE,
  /** The registry refused the restore, or the tag does not show it. */
  RESTORE_FAILED,
  /** The tag no longer shows the digest that the restore was to undo. */
  RESTORE_OVERTAKEN;

  /** The word as it is written everywhere outside the code: {@code TagOverwritten}. */
  public String word() {
    return EnumWords.word(this);
  }

  @Override
  public String toString() {
    return word();
  }
}

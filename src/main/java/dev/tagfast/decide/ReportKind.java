package dev.tagfast.decide;

/** The kind of a report, with its CloudEvents type. Ordered by importance to a person. */
public enum ReportKind {
  /** A protected tag shows another digest, or an event claims so. */
  TAG_OVERWRITTEN("dev.tagfast.tag.overwritten", true),
  /** An overwritten tag was not restored although the policy asks for it. */
  TAG_NOT_RESTORED("dev.tagfast.tag.notrestored", true),
  /** A tag is held: a policy is invalid, its entry unreadable, or what it shows cannot run. */
  TAG_HELD("dev.tagfast.tag.held", true),
  /** The registry no longer has the digest that subscribers are pinned to. */
  ACCEPTED_DIGEST_GONE("dev.tagfast.tag.digestgone", true),
  /**
   * The registry refuses to show a tag. It is no alert: wrong credentials concern every tag of a
   * registry, and a chat message for each would hide the others.
   */
  TAG_WITHHELD("dev.tagfast.tag.withheld", false),
  /** A person's acceptance has no effect yet: it waits for its digest, or is not understood. */
  ACCEPTANCE_PENDING("dev.tagfast.acceptance.pending", false),
  /** An overwritten tag was restored. */
  TAG_RESTORED("dev.tagfast.tag.restored", false),
  /** A tag that was overwritten or gone shows its accepted digest again. */
  TAG_RETURNED("dev.tagfast.tag.returned", false),
  /** A tag is gone from the registry. */
  TAG_DELETED("dev.tagfast.tag.deleted", false),
  /** The pods of a rollout do not start or do not get ready. */
  ROLLOUT_FAILED("dev.tagfast.rollout.failed", true),
  /** A failed rollout was taken back, because the workload asks for it. */
  ROLLOUT_ROLLED_BACK("dev.tagfast.rollout.rolledback", true),
  /** A workload was not patched: a person, a GitOps tool or the API server prevents it. */
  ROLLOUT_HELD("dev.tagfast.rollout.held", true),
  /**
   * A GitOps tool manages a workload: its owner is to change the image. It is no alert: where a
   * pipeline does it, each push has one.
   */
  ROLLOUT_PROPOSED("dev.tagfast.rollout.proposed", false),
  /** A workload is patched later: in its window, when the digest is older, after others. */
  ROLLOUT_WAITS("dev.tagfast.rollout.waits", false),
  /** Mode {@code observe}, or a dry run: a workload would be patched, and is not. */
  ROLLOUT_OBSERVED("dev.tagfast.rollout.observed", false),
  /** Pods of one owner run different images. */
  DRIFT_FOUND("dev.tagfast.drift.found", true),
  /** They run one image again. */
  DRIFT_ENDED("dev.tagfast.drift.ended", false),
  /** A workload was patched. */
  ROLLOUT_STARTED("dev.tagfast.rollout.started", false),
  /** All pods of a rollout are ready. */
  ROLLOUT_COMPLETED("dev.tagfast.rollout.completed", false),
  /** A digest was accepted for a tag. */
  TAG_ACCEPTED("dev.tagfast.tag.accepted", false);

  private final String type;
  private final boolean alert;

  ReportKind(String type, boolean alert) {
    this.type = type;
    this.alert = alert;
  }

  /** The CloudEvents {@code type}. */
  public String type() {
    return type;
  }

  /**
   * Whether it also goes to people, as a chat message and as a Kubernetes Event of type Warning.
   */
  public boolean isAlert() {
    return alert;
  }
}

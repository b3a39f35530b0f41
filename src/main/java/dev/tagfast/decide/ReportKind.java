package dev.tagfast.decide;

/** What is reported, as the type of a CloudEvent. Ordered by how much a person wants to know it. */
public enum ReportKind {
  /** A protected tag shows another digest, or is claimed to. */
  TAG_OVERWRITTEN("dev.tagfast.tag.overwritten", true),
  /** An overwritten tag was not put back although the rule says so. */
  TAG_NOT_RESTORED("dev.tagfast.tag.notrestored", true),
  /** A tag is held because a policy is invalid. */
  TAG_HELD("dev.tagfast.tag.held", true),
  /** The registry no longer has the digest that subscribers are pinned to. */
  ACCEPTED_DIGEST_GONE("dev.tagfast.tag.digestgone", true),
  /** An overwritten tag was put back. */
  TAG_RESTORED("dev.tagfast.tag.restored", false),
  /** A tag that was overwritten or gone shows its accepted digest again. */
  TAG_RETURNED("dev.tagfast.tag.returned", false),
  /** A tag is gone from the registry. */
  TAG_DELETED("dev.tagfast.tag.deleted", false),
  /** A workload was not moved: a person, a GitOps tool or the API server stands in the way. */
  ROLLOUT_HELD("dev.tagfast.rollout.held", true),
  /** A workload was patched. */
  ROLLOUT_STARTED("dev.tagfast.rollout.started", false),
  /** A digest is the accepted one from now on. */
  TAG_ACCEPTED("dev.tagfast.tag.accepted", false);

  private final String type;
  private final boolean alert;

  ReportKind(String type, boolean alert) {
    this.type = type;
    this.alert = alert;
  }

  /** The CloudEvent's type. */
  public String type() {
    return type;
  }

  /**
   * Whether it also goes to people (Slack-compatible webhook, Kubernetes Event of type Warning).
   */
  public boolean isAlert() {
    return alert;
  }
}

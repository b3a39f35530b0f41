package dev.tagfast.intake.notification;

import dev.tagfast.image.EnumWords;

/**
 * Why Tagfast ignores an authentic notification. The word of the reason appears in the answer of
 * the webhook door, documented in {@code docs/http-api.md}.
 */
public enum IgnoreReason {
  /** An image was pulled. */
  PULL,
  /** A layer or configuration: its media type is not one of the four of images. */
  BLOB,
  /** A blob linked from another repository. */
  MOUNT,
  /** A manifest pushed by its digest alone, like the children of a multi-arch index. */
  UNTAGGED,
  /** The tag of a cosign signature, attestation or SBOM, or of the referrers fallback. */
  REFERRER,
  /** A manifest or blob was deleted by digest. It is handled if the ledger knows tags of it. */
  DELETE_BY_DIGEST,
  /** A whole repository was deleted. It is handled if the ledger knows tags of it. */
  REPOSITORY_DELETE,
  /** A Helm chart, as an OCI artifact or in a registry's older chart format. */
  CHART,
  /** A package of another kind, e.g. npm, or a file of a package. */
  NOT_AN_IMAGE,
  /** A vulnerability scan, or an SBOM made by the registry. */
  SCAN,
  /** The registry refused the push because of its rules. */
  LINT_FAILED,
  /** A storage quota is reached or near: the push was refused, or soon will be. */
  QUOTA,
  /** The registry copied something from or to another one. */
  REPLICATION,
  /** A pull-through cache fetched or renewed something. */
  CACHE,
  /** A retention rule ran. */
  RETENTION,
  /** A repository was created; it has no image yet. */
  REPOSITORY_CREATED,
  /** The sender tests the connection. */
  PING,
  /** One of Tagfast's own reports, delivered back to it. */
  REPORT,
  /** Another action, e.g. {@code rename}. */
  OTHER_ACTION,
  /** Another kind of event, e.g. a finished build. */
  OTHER_EVENT,
  /** A body that no known format has; the configured format of the source may be wrong. */
  OTHER_FORMAT,
  /** The entry is not an object, or names no action. */
  NOT_AN_EVENT;

  /** The word in answers and documents, e.g. {@code DeleteByDigest}. */
  public String word() {
    return EnumWords.word(this);
  }
}

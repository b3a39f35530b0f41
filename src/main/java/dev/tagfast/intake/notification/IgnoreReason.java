package dev.tagfast.intake.notification;

import dev.tagfast.image.EnumWords;

/**
 * Why a notification is not a matter for Tagfast, although it is authentic: the word in the webhook
 * door's answer, documented in {@code docs/http-api.md}.
 */
public enum IgnoreReason {
  /** Somebody read it. */
  PULL,
  /** A layer or configuration: its media type is not one of the four of images. */
  BLOB,
  /** A blob linked from another repository. */
  MOUNT,
  /** A manifest pushed by its digest alone, like the children of a multi-arch index. */
  UNTAGGED,
  /** The tag of a cosign signature, attestation or SBOM, or of the referrers fallback. */
  REFERRER,
  /** A manifest or blob deleted by digest: a matter for us if the ledger knows tags of it. */
  DELETE_BY_DIGEST,
  /** A whole repository was deleted: a matter for us if the ledger knows tags of it. */
  REPOSITORY_DELETE,
  /** A Helm chart, as an OCI artifact or in a registry's older way. */
  CHART,
  /** A package of another kind, e.g. npm, or a file of one. */
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
  /** A clean-up by rule was run. */
  RETENTION,
  /** A repository was made, without an image in it yet. */
  REPOSITORY_CREATED,
  /** The sender tries whether somebody listens. */
  PING,
  /** One of Tagfast's own reports coming back. */
  REPORT,
  /** Something else was done to it, e.g. {@code rename}. */
  OTHER_ACTION,
  /** Another kind of event, e.g. a finished build. */
  OTHER_EVENT,
  /** Nothing that Tagfast knows sends such a body; the source's format may be wrong. */
  OTHER_FORMAT,
  /** The entry is not an object, or says no action. */
  NOT_AN_EVENT;

  /** The word as it is written outside the code: {@code DeleteByDigest}. */
  public String word() {
    return EnumWords.word(this);
  }
}

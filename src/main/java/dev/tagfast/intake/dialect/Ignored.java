package dev.tagfast.intake.dialect;

import dev.tagfast.image.EnumWords;

/**
 * Why a notification is not a matter for Tagfast, although it is authentic: the word in the webhook
 * door's answer, documented in {@code docs/http-api.md}.
 */
public enum Ignored {
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
  /** A manifest or blob deleted by digest: it names no tag; reconcile sees the followed ones. */
  DELETE_BY_DIGEST,
  /** A whole repository was deleted: it names no tag; reconcile sees the followed ones. */
  REPOSITORY_DELETE,
  /** Something else was done to it, e.g. {@code rename}. */
  OTHER_ACTION,
  /** The entry is not an object, or says no action. */
  NOT_AN_EVENT;

  /** The word as it is written outside the code: {@code DeleteByDigest}. */
  public String word() {
    return EnumWords.word(this);
  }
}

package dev.tagfast.manifest;

import dev.tagfast.image.EnumWords;

/** What a manifest describes, which decides whether a container can run it. */
public enum ManifestKind {
  /** A manifest with an image's config and its file system layers, or no layers at all. */
  IMAGE,
  /** A list of such manifests, usually one per platform. */
  INDEX,
  /** An index that also lists BuildKit's attestations of those manifests. */
  ATTESTED_INDEX,
  /** A Helm chart. */
  CHART,
  /** Anything else that is stored as a manifest, and indexes that list nothing to run. */
  ARTIFACT,
  /** A signature, attestation, SBOM or other manifest about another manifest. */
  REFERRER,
  /** Docker's schema 1, which the container runtimes of today refuse. */
  SCHEMA1;

  /** Whether a container can run it. Nothing else is ever rolled out. */
  public boolean isRunnable() {
    return switch (this) {
      case IMAGE, INDEX, ATTESTED_INDEX -> true;
      case CHART, ARTIFACT, REFERRER, SCHEMA1 -> false;
    };
  }

  /** Whether it is a list of manifests to run. */
  boolean isRunnableIndex() {
    return this == INDEX || this == ATTESTED_INDEX;
  }

  /** How it is written in policies, reports and the ledger: {@code AttestedIndex}. */
  public String word() {
    return EnumWords.word(this);
  }
}

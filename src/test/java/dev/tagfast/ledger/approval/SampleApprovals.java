package dev.tagfast.ledger.approval;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Entries;
import java.time.Instant;
import java.util.Optional;

/** Approvals for tests, created at noon. */
public final class SampleApprovals {
  private SampleApprovals() {}

  /** One that waits for a week; the API server vouches for its author. */
  public static Approval of(TagKey key, Digest digest) {
    return of("uid-1", key, digest, Optional.empty());
  }

  /** One that waits until then. */
  public static Approval of(String uid, TagKey key, Digest digest, Optional<Instant> until) {
    return new Approval(
        uid,
        "hotfix",
        "7",
        key,
        digest,
        "CVE-2026-1234 is mended",
        Optional.of("alice"),
        true,
        Entries.NOON,
        until,
        Optional.empty());
  }
}

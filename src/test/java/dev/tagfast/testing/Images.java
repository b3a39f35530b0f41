package dev.tagfast.testing;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Digests and events for tests that need some, whichever. */
public final class Images {
  private Images() {}

  /** The digest of a flavour: the same text, the same digest. */
  public static Digest digest(String flavour) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(flavour.getBytes(StandardCharsets.UTF_8));
      return new Digest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code host/path:tag} as a key. */
  public static TagKey key(String reference) {
    int colon = reference.lastIndexOf(':');
    return new TagKey(
        Repository.parse(reference.substring(0, colon)), new Tag(reference.substring(colon + 1)));
  }

  /** Somebody pushed. */
  public static PushEvent push(TagKey key, Digest digest) {
    return event(PushEvent.Action.PUSH, key, Optional.of(digest));
  }

  /** Somebody deleted the tag. */
  public static PushEvent delete(TagKey key) {
    return event(PushEvent.Action.DELETE, key, Optional.empty());
  }

  private static PushEvent event(PushEvent.Action action, TagKey key, Optional<Digest> digest) {
    return new PushEvent(
        action,
        key,
        digest,
        Optional.empty(),
        Optional.of("event-1"),
        Optional.of("mario"),
        Optional.empty(),
        "hub");
  }
}

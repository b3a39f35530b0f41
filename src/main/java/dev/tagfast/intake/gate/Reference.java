package dev.tagfast.intake.gate;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;

/** What a request names a manifest by. */
sealed interface Reference {
  /** A tag. */
  record ByTag(Tag tag) implements Reference {}

  /** A digest. */
  record ByDigest(Digest digest) implements Reference {}

  /** As the path has it. */
  default String text() {
    return switch (this) {
      case ByTag(Tag tag) -> tag.value();
      case ByDigest(Digest digest) -> digest.value();
    };
  }
}

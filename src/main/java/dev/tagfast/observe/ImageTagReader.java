package dev.tagfast.observe;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stored object into an entry. Pure. Status is ours and must be whole; what a person wrote
 * badly only loses its effect.
 */
final class ImageTagReader {
  private ImageTagReader() {}

  /**
   * @throws IllegalArgumentException if the object is not one that Tagfast wrote
   */
  static TagEntry entry(ImageTag tag) {
    ImageTagSpec spec = tag.getSpec();
    if (spec == null) {
      throw new IllegalArgumentException("it has no spec");
    }
    TagKey key = key(spec);
    String expected = ImageTagName.of(key);
    if (!expected.equals(tag.getMetadata().getName())) {
      throw new IllegalArgumentException("it says " + key + ", whose object is " + expected);
    }
    ImageTagStatus status = tag.getStatus();
    // A person may make the object before the first event, to accept what will come.
    TagEntry entry =
        status == null
            ? TagEntry.blank(key, Instant.parse(tag.getMetadata().getCreationTimestamp()))
            : entry(key, status);
    return entry.change().acceptance(acceptance(tag, entry.accepted())).build();
  }

  private static TagKey key(ImageTagSpec spec) {
    return new TagKey(
        new Repository(
            required(spec.registry(), "spec.registry"),
            required(spec.repository(), "spec.repository")),
        new Tag(required(spec.tag(), "spec.tag")));
  }

  private static TagEntry entry(TagKey key, ImageTagStatus status) {
    return new TagEntry(
        key,
        status.generation(),
        required(status.state(), "status.state"),
        Optional.ofNullable(status.accepted()).map(ImageTagReader::accepted),
        digest(status.seen()),
        digest(status.claimed()),
        status.moves(),
        status.history().stream().map(ImageTagReader::move).toList(),
        status.quarantined().stream().map(Digest::new).toList(),
        status.restores(),
        status.lookAgain(),
        status.told(),
        status.outbox().stream().map(ImageTagReader::intent).toList(),
        Optional.ofNullable(status.lease())
            .map(lease -> new Lease(lease.owner(), required(lease.until(), "lease.until"))),
        Optional.empty(),
        required(status.firstSeen(), "status.firstSeen"),
        required(status.touched(), "status.touched"));
  }

  // Both may be set. The one that has become the accepted digest already has had its effect, so it
  // must not hide the other.
  private static Optional<Acceptance> acceptance(ImageTag tag, Optional<Accepted> held) {
    Optional<Acceptance> said =
        Optional.ofNullable(tag.getSpec().accept()).flatMap(ImageTagReader::said);
    Map<String, String> annotations =
        Objects.requireNonNullElse(tag.getMetadata().getAnnotations(), Map.of());
    Optional<Acceptance> annotated =
        Optional.ofNullable(annotations.get(ImageTag.ACCEPT))
            .flatMap(text -> Digest.ifValid(text.strip()))
            .map(digest -> new Acceptance(digest, Optional.empty()));
    return said.filter(word -> !isUsed(word, held) || annotated.isEmpty()).or(() -> annotated);
  }

  private static boolean isUsed(Acceptance word, Optional<Accepted> held) {
    return held.filter(accepted -> accepted.digest().equals(word.digest())).isPresent();
  }

  private static Optional<Acceptance> said(ImageTagSpec.Accept accept) {
    Optional<Digest> digest =
        Optional.ofNullable(accept.digest()).flatMap(text -> Digest.ifValid(text.strip()));
    if (accept.until() == null) {
      return digest.map(valid -> new Acceptance(valid, Optional.empty()));
    }
    try {
      Instant until = OffsetDateTime.parse(accept.until()).toInstant();
      return digest.map(valid -> new Acceptance(valid, Optional.of(until)));
    } catch (DateTimeException notATime) {
      // An end that cannot be read must not turn into no end at all.
      return Optional.empty();
    }
  }

  private static Accepted accepted(ImageTagStatus.Held held) {
    return new Accepted(
        new Digest(required(held.digest(), "accepted.digest")),
        required(held.provenance(), "accepted.provenance"),
        held.seen(),
        required(held.at(), "accepted.at"));
  }

  private static Move move(ImageTagStatus.Change change) {
    return new Move(
        digest(change.from()),
        digest(change.to()),
        required(change.at(), "history.at"),
        cause(change.cause()),
        change.reason());
  }

  private static Cause cause(ImageTagStatus.Why why) {
    ImageTagStatus.Why given = required(why, "cause");
    return new Cause(
        given.source(), Optional.ofNullable(given.event()), Optional.ofNullable(given.actor()));
  }

  private static Intent intent(ImageTagStatus.Item item) {
    Cause cause = cause(item.cause());
    return switch (required(item.kind(), "outbox.kind")) {
      case ROLLOUT -> new Intent.Rollout(new Digest(required(item.to(), "outbox.to")), cause);
      case RESTORE ->
          new Intent.Restore(
              new Digest(required(item.to(), "outbox.to")),
              new Digest(required(item.over(), "outbox.over")),
              cause);
      case TELL ->
          new Intent.Tell(
              required(item.id(), "outbox.id"),
              required(item.report(), "outbox.report"),
              digest(item.from()),
              digest(item.to()),
              required(item.reason(), "outbox.reason"),
              Objects.requireNonNullElse(item.detail(), ""),
              cause);
    };
  }

  private static Optional<Digest> digest(@Nullable String text) {
    return Optional.ofNullable(text).map(Digest::new);
  }

  private static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException("it has no " + field);
    }
    return value;
  }
}

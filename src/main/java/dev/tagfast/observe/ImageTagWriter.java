package dev.tagfast.observe;

import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns an entry into what is stored of it. Pure. */
final class ImageTagWriter {
  private ImageTagWriter() {}

  /** A new object. Only here is {@code spec} written, and nothing of a person's. */
  static ImageTag create(TagEntry entry, String namespace) {
    ImageTag tag = new ImageTag();
    tag.setMetadata(
        new ObjectMetaBuilder()
            .withName(ImageTagName.of(entry.key()))
            .withNamespace(namespace)
            .withLabels(present(labels(entry)))
            .build());
    tag.setSpec(
        new ImageTagSpec(
            entry.key().repository().host(),
            entry.key().repository().path(),
            entry.key().tag().value(),
            null));
    tag.setStatus(status(entry));
    return tag;
  }

  /** Our labels; null: the entry has none of that name. */
  static Map<String, @Nullable String> labels(TagEntry entry) {
    Map<String, @Nullable String> labels = new LinkedHashMap<>();
    labels.put(ImageTag.REPOSITORY, ImageTagName.hash(entry.key().repository().toString()));
    labels.put(
        ImageTag.DIGEST,
        entry.accepted().map(held -> ImageTagName.hash(held.digest().value())).orElse(null));
    labels.put(ImageTag.UNFINISHED, entry.isUnfinished() ? "true" : null);
    return labels;
  }

  static ImageTagStatus status(TagEntry entry) {
    return new ImageTagStatus(
        entry.state(),
        entry.accepted().map(ImageTagWriter::held).orElse(null),
        text(entry.seen()),
        text(entry.claimed()),
        entry.generation(),
        entry.moves(),
        entry.history().isEmpty() ? null : entry.history().getLast().at(),
        entry.history().stream().map(ImageTagWriter::change).toList(),
        entry.quarantined().stream().map(Digest::value).toList(),
        entry.restores(),
        entry.lookAgain(),
        entry.told(),
        entry.outbox().stream().map(ImageTagWriter::item).toList(),
        entry
            .lease()
            .map(lease -> new ImageTagStatus.Holder(lease.owner(), lease.until()))
            .orElse(null),
        entry.firstSeen(),
        entry.touched());
  }

  private static ImageTagStatus.Held held(Accepted accepted) {
    return new ImageTagStatus.Held(
        accepted.digest().value(), accepted.provenance(), accepted.seen(), accepted.at());
  }

  private static ImageTagStatus.Change change(Move move) {
    return new ImageTagStatus.Change(
        text(move.from()), text(move.to()), move.at(), why(move.cause()), move.reason());
  }

  private static ImageTagStatus.Why why(Cause cause) {
    return new ImageTagStatus.Why(
        cause.source(), cause.eventId().orElse(null), cause.actor().orElse(null));
  }

  private static ImageTagStatus.Item item(Intent intent) {
    return switch (intent) {
      case Intent.Rollout(Digest to, Cause cause) ->
          new ImageTagStatus.Item(
              ImageTagStatus.Kind.ROLLOUT,
              null,
              null,
              null,
              to.value(),
              null,
              null,
              null,
              why(cause));
      case Intent.Restore(Digest to, Digest over, Cause cause) ->
          new ImageTagStatus.Item(
              ImageTagStatus.Kind.RESTORE,
              null,
              null,
              null,
              to.value(),
              over.value(),
              null,
              null,
              why(cause));
      case Intent.Tell tell ->
          new ImageTagStatus.Item(
              ImageTagStatus.Kind.TELL,
              tell.id(),
              tell.kind(),
              text(tell.from()),
              text(tell.to()),
              null,
              tell.reason(),
              tell.detail().isEmpty() ? null : tell.detail(),
              why(tell.cause()));
    };
  }

  private static @Nullable String text(Optional<Digest> digest) {
    return digest.map(Digest::value).orElse(null);
  }

  private static Map<String, String> present(Map<String, @Nullable String> labels) {
    Map<String, String> present = new LinkedHashMap<>();
    labels.forEach(
        (name, value) -> {
          if (value != null) {
            present.put(name, value);
          }
        });
    return present;
  }
}

package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Lease;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.manifest.ManifestFactsJson;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a stored object into an entry. Pure. Status is ours and must be whole; what a person wrote
 * badly only loses its effect.
 */
final class ImageTagReader {
  private ImageTagReader() {}

  /**
   * @param body {@code spec} and {@code status}
   * @throws IllegalArgumentException if the object is not one that Tagfast wrote
   */
  static TagEntry entry(ObjectMeta metadata, JsonNode body) {
    JsonNode spec = body.path("spec");
    if (!spec.isObject()) {
      throw new IllegalArgumentException("it has no spec");
    }
    TagKey key = key(spec);
    String expected = ImageTagName.of(key);
    if (!expected.equals(metadata.getName())) {
      throw new IllegalArgumentException("it says " + key + ", whose object is " + expected);
    }
    // A person may make the object before the first event, to accept what will come.
    TagEntry entry =
        present(body, "status")
            .map(status -> entry(key, status))
            .orElseGet(() -> TagEntry.blank(key, Instant.parse(metadata.getCreationTimestamp())));
    return entry.change().acceptance(acceptance(metadata, spec, entry.accepted())).build();
  }

  private static TagKey key(JsonNode spec) {
    return new TagKey(
        new Repository(required(spec, "registry"), required(spec, "repository")),
        new Tag(required(spec, "tag")));
  }

  private static TagEntry entry(TagKey key, JsonNode status) {
    return new TagEntry(
        key,
        number(status, "generation"),
        choice(TagState.class, status, "state"),
        present(status, "accepted").map(ImageTagReader::accepted),
        digest(status, "seen"),
        digest(status, "claimed"),
        number(status, "moves"),
        list(status, "history", ImageTagReader::move),
        list(status, "quarantined", element -> new Digest(element.asText())),
        new KnownManifests(manifests(status)),
        present(status, "displaced").map(_ -> choice(Displaced.class, status, "displaced")),
        list(status, "restores", element -> instant(element.asText())),
        status.path("lookAgain").booleanValue(),
        list(status, "told", JsonNode::asText),
        list(status, "outbox", ImageTagReader::intent),
        present(status, "lease")
            .map(lease -> new Lease(required(lease, "owner"), instant(required(lease, "until")))),
        Optional.empty(),
        instant(required(status, "firstSeen")),
        instant(required(status, "touched")));
  }

  // What cannot be read is read anew from the registry.
  private static List<KnownManifest> manifests(JsonNode status) {
    return status
        .path("manifests")
        .valueStream()
        .map(ImageTagReader::manifest)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<KnownManifest> manifest(JsonNode json) {
    return text(json, "digest")
        .flatMap(Digest::ifValid)
        .flatMap(
            digest ->
                ManifestFactsJson.read(json)
                    .map(facts -> new KnownManifest(digest, facts, text(json, "copy"))));
  }

  // Both may be set. The one that has become the accepted digest already has had its effect, so it
  // must not hide the other.
  private static Optional<Acceptance> acceptance(
      ObjectMeta metadata, JsonNode spec, Optional<AcceptedDigest> held) {
    Optional<Acceptance> said = present(spec, "accept").flatMap(ImageTagReader::said);
    Map<String, String> annotations =
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
    Optional<Acceptance> annotated =
        Optional.ofNullable(annotations.get(ImageTag.ACCEPT))
            .flatMap(text -> Digest.ifValid(text.strip()))
            .map(digest -> new Acceptance(digest, Optional.empty()));
    return said.filter(word -> !isUsed(word, held) || annotated.isEmpty()).or(() -> annotated);
  }

  private static boolean isUsed(Acceptance word, Optional<AcceptedDigest> held) {
    return held.filter(accepted -> accepted.digest().equals(word.digest())).isPresent();
  }

  private static Optional<Acceptance> said(JsonNode accept) {
    Optional<Digest> digest =
        text(accept, "digest").flatMap(written -> Digest.ifValid(written.strip()));
    try {
      Optional<Instant> until =
          present(accept, "until").map(JsonNode::asText).map(ImageTagReader::instant);
      return digest.map(valid -> new Acceptance(valid, until));
    } catch (DateTimeException notATime) {
      // An end that cannot be read must not turn into no end at all.
      return Optional.empty();
    }
  }

  private static AcceptedDigest accepted(JsonNode held) {
    return new AcceptedDigest(
        new Digest(required(held, "digest")),
        choice(Provenance.class, held, "provenance"),
        held.path("seen").booleanValue(),
        instant(required(held, "at")));
  }

  private static Move move(JsonNode change) {
    return new Move(
        digest(change, "from"),
        digest(change, "to"),
        instant(required(change, "at")),
        cause(change),
        required(change, "reason"));
  }

  private static Cause cause(JsonNode of) {
    JsonNode why =
        present(of, "cause").orElseThrow(() -> new IllegalArgumentException("it has no cause"));
    return new Cause(required(why, "source"), text(why, "event"), text(why, "actor"));
  }

  private static Intent intent(JsonNode item) {
    Cause cause = cause(item);
    return switch (choice(ImageTagStatus.Kind.class, item, "kind")) {
      case ROLLOUT -> new Intent.Rollout(new Digest(required(item, "to")), cause);
      case RESTORE ->
          new Intent.Restore(
              new Digest(required(item, "to")), new Digest(required(item, "over")), cause);
      case ANCHOR -> new Intent.Anchor(new Digest(required(item, "to")), cause);
      case TELL ->
          new Intent.Tell(
              required(item, "id"),
              required(item, "report"),
              digest(item, "from"),
              digest(item, "to"),
              required(item, "reason"),
              text(item, "detail").orElse(""),
              cause);
    };
  }

  private static Optional<Digest> digest(JsonNode from, String field) {
    return text(from, field).map(Digest::new);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static <E extends Enum<E>> E choice(Class<E> type, JsonNode from, String field) {
    String word = required(from, field);
    return EnumWords.find(type, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its " + field + " is none of " + EnumWords.all(type)));
  }

  private static <T> List<T> list(JsonNode from, String field, Function<JsonNode, T> element) {
    return from.path(field).valueStream().map(element).toList();
  }

  private static long number(JsonNode from, String field) {
    return present(from, field)
        .filter(JsonNode::isIntegralNumber)
        .map(JsonNode::longValue)
        .orElseThrow(() -> new IllegalArgumentException("it has no number as " + field));
  }

  private static String required(JsonNode from, String field) {
    return text(from, field).orElseThrow(() -> new IllegalArgumentException("it has no " + field));
  }

  private static Optional<String> text(JsonNode from, String field) {
    return present(from, field).map(JsonNode::asText);
  }

  private static Optional<JsonNode> present(JsonNode from, String field) {
    return Optional.of(from.path(field)).filter(node -> !node.isMissingNode() && !node.isNull());
  }
}

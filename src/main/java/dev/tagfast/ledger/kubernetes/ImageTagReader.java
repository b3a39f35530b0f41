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
 * Parses a stored object into an entry. Pure. Tagfast writes the status, so it must be complete. An
 * acceptance that a person wrote wrongly is ignored.
 */
final class ImageTagReader {
  private ImageTagReader() {}

  /**
   * Parses one object.
   *
   * @param body {@code spec} and {@code status}
   * @throws IllegalArgumentException if Tagfast did not write the object
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
    // A person may create the object before the first event, to accept a digest in advance.
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
        enumValue(TagState.class, status, "state"),
        present(status, "accepted").map(ImageTagReader::accepted),
        digest(status, "seen"),
        digest(status, "claimed"),
        number(status, "moves"),
        list(status, "history", ImageTagReader::move),
        list(status, "quarantined", element -> new Digest(element.asText())),
        new KnownManifests(manifests(status)),
        present(status, "displaced").map(_ -> enumValue(Displaced.class, status, "displaced")),
        list(status, "restores", element -> instant(element.asText())),
        status.path("lookAgain").booleanValue(),
        present(status, "lookAgainWhy").map(JsonNode::asText),
        list(status, "told", JsonNode::asText),
        list(status, "outbox", ImageTagReader::intent),
        present(status, "lease")
            .map(lease -> new Lease(required(lease, "owner"), instant(required(lease, "until")))),
        Optional.empty(),
        instant(required(status, "firstSeen")),
        instant(required(status, "touched")));
  }

  /** Leaves out what cannot be read: it is read again from the registry. */
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

  // The spec and the annotation may both be set. One whose digest is accepted already has taken
  // effect, so it must not hide the other.
  private static Optional<Acceptance> acceptance(
      ObjectMeta metadata, JsonNode spec, Optional<AcceptedDigest> held) {
    Optional<Acceptance> specAcceptance =
        present(spec, "accept").flatMap(ImageTagReader::specAcceptance);
    Map<String, String> annotations =
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
    Optional<Acceptance> annotated =
        Optional.ofNullable(annotations.get(ImageTag.ACCEPT))
            .flatMap(text -> Digest.ifValid(text.strip()))
            .map(digest -> new Acceptance(digest, Optional.empty()));
    return specAcceptance
        .filter(acceptance -> !hasTakenEffect(acceptance, held) || annotated.isEmpty())
        .or(() -> annotated);
  }

  private static boolean hasTakenEffect(Acceptance acceptance, Optional<AcceptedDigest> held) {
    return held.filter(accepted -> accepted.digest().equals(acceptance.digest())).isPresent();
  }

  private static Optional<Acceptance> specAcceptance(JsonNode accept) {
    Optional<Digest> digest =
        text(accept, "digest").flatMap(written -> Digest.ifValid(written.strip()));
    try {
      Optional<Instant> until =
          present(accept, "until").map(JsonNode::asText).map(ImageTagReader::instant);
      return digest.map(valid -> new Acceptance(valid, until));
    } catch (DateTimeException _) {
      // An expiry that cannot be read must not become no expiry.
      return Optional.empty();
    }
  }

  private static AcceptedDigest accepted(JsonNode held) {
    return new AcceptedDigest(
        new Digest(required(held, "digest")),
        enumValue(Provenance.class, held, "provenance"),
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

  private static Cause cause(JsonNode parent) {
    JsonNode cause =
        present(parent, "cause").orElseThrow(() -> new IllegalArgumentException("it has no cause"));
    return new Cause(required(cause, "source"), text(cause, "event"), text(cause, "actor"));
  }

  private static Intent intent(JsonNode item) {
    Cause cause = cause(item);
    return switch (enumValue(ImageTagStatus.IntentKind.class, item, "kind")) {
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

  private static <E extends Enum<E>> E enumValue(Class<E> type, JsonNode from, String field) {
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

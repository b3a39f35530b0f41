package dev.tagfast.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link ManifestFacts} as a small part of a ledger entry. */
public final class ManifestFactsJson {
  /** How many of the manifests that an index lists are stored. */
  static final int MOST_CHILDREN = 64;

  private ManifestFactsJson() {}

  /**
   * The facts as JSON. Of an index with more than {@value #MOST_CHILDREN} children it holds all but
   * these: an entry must stay small, and a part of the children would be taken for the whole image.
   */
  public static ObjectNode write(ManifestFacts facts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", facts.kind().word());
    json.put("mediaType", facts.mediaType());
    json.put("size", facts.size());
    facts.configMediaType().ifPresent(type -> json.put("config", type));
    facts.artifactType().ifPresent(type -> json.put("artifactType", type));
    int children = facts.children().size() + facts.attestations().size();
    if (children > 0) {
      json.put("children", children);
    }
    if (children > 0 && children <= MOST_CHILDREN) {
      writeChildren(facts, json);
    }
    facts.subject().ifPresent(digest -> json.put("subject", digest.value()));
    facts.build().source().ifPresent(text -> json.put("source", text));
    facts.build().revision().ifPresent(text -> json.put("revision", text));
    facts.build().created().ifPresent(text -> json.put("created", text));
    facts.build().version().ifPresent(text -> json.put("version", text));
    return json;
  }

  private static void writeChildren(ManifestFacts facts, ObjectNode json) {
    ArrayNode platforms = json.putArray("platforms");
    for (PlatformChild child : facts.children()) {
      ObjectNode one = platforms.addObject();
      one.put("digest", child.digest().value());
      one.put("platform", child.platform().text());
    }
    ArrayNode attestations = json.putArray("attestations");
    facts.attestations().forEach(digest -> attestations.add(digest.value()));
  }

  /**
   * The facts; empty: they are not whole, because a person or another version wrote them, or the
   * index has too many children to store. Then the manifest is read from the registry again.
   */
  public static Optional<ManifestFacts> read(JsonNode json) {
    List<PlatformChild> children = new ArrayList<>();
    json.path("platforms").forEach(one -> child(one).ifPresent(children::add));
    List<Digest> attestations = new ArrayList<>();
    json.path("attestations").forEach(one -> digest(one).ifPresent(attestations::add));
    Optional<ManifestKind> kind =
        text(json, "kind").flatMap(word -> EnumWords.find(ManifestKind.class, word));
    Optional<String> mediaType = text(json, "mediaType");
    JsonNode subject = json.path("subject");
    int count = json.path("platforms").size() + json.path("attestations").size();
    if (kind.isEmpty()
        || mediaType.isEmpty()
        || !json.path("size").canConvertToInt()
        || count > MOST_CHILDREN
        || count != json.path("children").asInt()
        || count != children.size() + attestations.size()
        || digest(subject).isEmpty() != subject.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ManifestFacts(
              kind.get(),
              mediaType.get(),
              json.path("size").intValue(),
              text(json, "config"),
              text(json, "artifactType"),
              children,
              attestations,
              digest(subject),
              new BuildInfo(
                  text(json, "source"),
                  text(json, "revision"),
                  text(json, "created"),
                  text(json, "version"))));
    } catch (IllegalArgumentException contradictory) {
      return Optional.empty();
    }
  }

  private static Optional<PlatformChild> child(JsonNode one) {
    return digest(one.path("digest"))
        .flatMap(
            digest ->
                text(one, "platform")
                    .flatMap(Platform::parse)
                    .map(platform -> new PlatformChild(digest, platform)));
  }

  private static Optional<Digest> digest(JsonNode one) {
    return Optional.ofNullable(one.textValue()).flatMap(Digest::ifValid);
  }

  private static Optional<String> text(JsonNode json, String member) {
    return Optional.ofNullable(json.path(member).textValue());
  }
}

package dev.tagfast.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Members of an object of a manifest, each of the type that the specification gives it. */
final class Members {
  private Members() {}

  /** A member that is a text; missing, null and empty are the same. */
  static Optional<String> text(JsonNode of, String name) throws MalformedManifest {
    JsonNode member = of.path(name);
    if (member.isMissingNode() || member.isNull()) {
      return Optional.empty();
    }
    if (!member.isTextual()) {
      throw new MalformedManifest(name + " is not a text");
    }
    return Optional.of(member.textValue()).filter(text -> !text.isEmpty());
  }

  /** A text that must be there. */
  static String required(JsonNode of, String name) throws MalformedManifest {
    Optional<String> text = text(of, name);
    if (text.isEmpty()) {
      throw new MalformedManifest(name + " is missing");
    }
    return text.get();
  }

  /** The digest of a descriptor. */
  static Digest digest(JsonNode descriptor) throws MalformedManifest {
    String text = required(descriptor, "digest");
    Optional<Digest> digest = Digest.ifValid(text);
    if (digest.isEmpty()) {
      throw new MalformedManifest("digest is " + UntrustedText.quoted(text, 80));
    }
    return digest.get();
  }

  /** A member that is an object; missing and null are the same. */
  static Optional<JsonNode> object(JsonNode of, String name) throws MalformedManifest {
    JsonNode member = of.path(name);
    if (member.isMissingNode() || member.isNull()) {
      return Optional.empty();
    }
    if (!member.isObject()) {
      throw new MalformedManifest(name + " is not an object");
    }
    return Optional.of(member);
  }

  /** The objects of a list; null is an empty one, as Go writes it. */
  static List<JsonNode> objects(JsonNode of, String name) throws MalformedManifest {
    JsonNode member = of.path(name);
    if (member.isNull()) {
      return List.of();
    }
    if (!member.isArray() || member.valueStream().anyMatch(element -> !element.isObject())) {
      throw new MalformedManifest(name + " is not a list of objects");
    }
    return member.valueStream().toList();
  }

  /** An annotation; one that is no text counts as absent. */
  static Optional<String> annotation(JsonNode of, String name) {
    return Optional.ofNullable(of.path("annotations").path(name).textValue());
  }

  /**
   * Refuses a member whose name differs from one of these in nothing but the case: clients in Go
   * take {@code Manifests} for {@code manifests}, and others do not, so that they would run
   * something else than what was read here.
   */
  static void refuseOtherCase(JsonNode object, List<String> names) throws MalformedManifest {
    for (Iterator<String> written = object.fieldNames(); written.hasNext(); ) {
      String name = written.next();
      if (!names.contains(name) && names.stream().anyMatch(name::equalsIgnoreCase)) {
        throw new MalformedManifest(
            UntrustedText.quoted(name, 40) + " is a member that only some clients read");
      }
    }
  }
}

package dev.tagfast.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The Kubernetes API, asked as the person. Every method throws {@link ApiFailure}. */
public interface ApiServer {
  /** The kind of a patch. */
  enum Patch {
    MERGE("application/merge-patch+json"),
    JSON("application/json-patch+json");

    private final String mediaType;

    Patch(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  /** Reads an object or a list. */
  JsonNode get(ApiPath path);

  /** Reads an object that may not be there. */
  default Optional<JsonNode> find(ApiPath path) {
    try {
      return Optional.of(get(path));
    } catch (ApiFailure e) {
      if (e.isMissingObject()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Changes an object; the answer is the object as it is then. */
  JsonNode patch(ApiPath path, Patch kind, JsonNode body);

  /** Creates an object. */
  JsonNode create(ApiPath path, JsonNode body);

  /** Where it is, for people. */
  String address();

  /** The namespace of the person's context. */
  String namespace();
}

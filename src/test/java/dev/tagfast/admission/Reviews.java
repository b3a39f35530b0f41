package dev.tagfast.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reviews from short texts: JSON in which names need no quotes. */
final class Reviews {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private Reviews() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The document of a review, its object being created in the namespace {@code kitchen}. */
  static ObjectNode document(String group, String kind, String object) {
    ObjectNode document = JSON.createObjectNode();
    document.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    ObjectNode request = document.putObject("request");
    request.put("uid", "u1").put("operation", "CREATE").put("namespace", "kitchen");
    request.putObject("kind").put("group", group).put("version", "v1").put("kind", kind);
    request.put("name", "pizza").put("dryRun", false);
    request.putObject("userInfo").put("username", "chef");
    request.set("object", json(object));
    return document;
  }

  static AdmissionReview created(String group, String kind, String object) {
    return AdmissionReview.parse(document(group, kind, object));
  }

  static AdmissionReview updated(String group, String kind, String before, String object) {
    ObjectNode document = document(group, kind, object);
    request(document).put("operation", "UPDATE").set("oldObject", json(before));
    return AdmissionReview.parse(document);
  }

  static AdmissionReview pod(String spec) {
    return created("", "Pod", "{metadata: {name: 'pizza'}, spec: " + spec + "}");
  }

  static ObjectNode request(ObjectNode document) {
    return (ObjectNode) document.get("request");
  }
}

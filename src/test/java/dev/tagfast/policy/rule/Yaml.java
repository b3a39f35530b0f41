package dev.tagfast.policy.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Policies as people write them. */
final class Yaml {
  private Yaml() {}

  /** The {@code spec} that this is. Without the first line, fabric8 takes a brace for JSON. */
  static JsonNode spec(String yaml) {
    return new ObjectMapper().valueToTree(Serialization.unmarshal("---\n" + yaml, Object.class));
  }

  static ParsedPolicy policy(String name, String yaml) {
    return PolicyParser.parse(name, spec(yaml));
  }
}

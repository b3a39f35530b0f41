package dev.tagfast.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are a manifest, nearly one, or none; the same ones for the same seed. */
final class AnyManifest {
  private static final List<String> NAMES = Manifests.names();
  private static final String[] TEXTS = {
    "",
    " ",
    "\u0000",
    "\ud800",
    "😀".repeat(90),
    "a\u202Eb\n",
    "sha256:00",
    "unknown",
    "linux/x",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.layer.v1.tar",
    "https://token:glpat@git.example/x",
    "attestation-manifest"
  };
  private static final String[] MEMBERS = {
    "manifests",
    "config",
    "layers",
    "fsLayers",
    "blobs",
    "subject",
    "platform",
    "mediaType",
    "annotations",
    "Digest",
    "signatures",
    "schemaVersion",
    "os.features",
    "artifactType"
  };

  private final Random random;

  AnyManifest(long seed) {
    random = new Random(seed);
  }

  byte[] bytes() {
    String name = oneOf(NAMES.toArray(String[]::new));
    return switch (random.nextInt(4)) {
      case 0 -> noise();
      case 1 -> damaged(Manifests.bytes(name));
      default -> changed(Manifests.json(name)).toString().getBytes(UTF_8);
    };
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    for (int i = random.nextInt(6); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 5));
  }

  private ObjectNode changed(ObjectNode manifest) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      List<JsonNode> inside = new ArrayList<>(List.of(manifest));
      for (int at = 0; at < inside.size(); at++) {
        inside.get(at).forEach(inside::add);
      }
      change(inside.get(random.nextInt(inside.size())));
    }
    return manifest;
  }

  private void change(JsonNode container) {
    switch (container) {
      case ObjectNode object -> {
        List<String> names =
            new ArrayList<>(object.properties().stream().map(e -> e.getKey()).toList());
        names.add(oneOf(MEMBERS));
        String name = oneOf(names.toArray(String[]::new));
        if (random.nextInt(4) == 0) {
          object.remove(name);
        } else {
          object.set(name, value());
        }
      }
      case ArrayNode array -> {
        if (array.isEmpty() || random.nextBoolean()) {
          array.add(value());
        } else {
          array.add(array.get(random.nextInt(array.size())).deepCopy());
        }
      }
      default -> {}
    }
  }

  private JsonNode value() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(7)) {
      case 0 -> json.nullNode();
      case 1 -> json.numberNode(random.nextInt(4) - 1);
      case 2 -> json.numberNode(Double.MAX_VALUE);
      case 3 -> json.arrayNode().add(json.objectNode());
      case 4 -> json.objectNode();
      case 5 -> json.booleanNode(true);
      default -> json.textNode(oneOf(TEXTS));
    };
  }

  @SafeVarargs
  private <T> T oneOf(T... all) {
    return all[random.nextInt(all.length)];
  }
}

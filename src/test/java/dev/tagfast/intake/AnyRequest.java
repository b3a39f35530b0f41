package dev.tagfast.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.intake.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A random request, from noise to a sample with one changed word. The same seed makes the same
 * request, so a failure can be reproduced by its seed.
 *
 * @param headers names and values in turn
 */
record AnyRequest(String method, String path, String query, List<String> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<byte[]> SAMPLES = samples();
  private static final List<String> NAMES = names();

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-16",
          "application/cloudevents+json",
          "application/cloudevents+json; charset=utf-8",
          "application/cloudevents-batch+json",
          "application/cloudevents+xml",
          "application/vnd.docker.distribution.events.v1+json",
          "application/vnd.docker.distribution.events.v2+json",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "text/plain",
          "",
          ";;;",
          "a/b/c; =\"");
  private static final List<String> EVENT_TYPES =
      List.of(
          "dev.tagfast.image.pushed",
          "dev.tagfast.tag.overwritten",
          "dev.cdevents.artifact.published.0.2.0",
          "com.amazon.ecr.image.push",
          "aws.ecr",
          "Microsoft.ContainerRegistry.ImagePushed",
          "Microsoft.ContainerRegistry.ImageDeleted",
          "google.cloud.pubsub.topic.v1.messagePublished",
          "harbor.artifact.pushed",
          "zotregistry.image.updated",
          "zotregistry.image.deleted",
          "container.image.push",
          "com.github.package.published",
          "*",
          "a b",
          "\u00e9");
  private static final List<String> HEADERS =
      List.of(
          "ce-id",
          "ce-source",
          "ce-specversion",
          "ce-type",
          "ce-time",
          "ce-subject",
          "ce-dataschema",
          "ce-datacontenttype",
          "ce-data",
          "ce-",
          "ce-Ext-1",
          "X-GitHub-Event",
          "X-Gitea-Event",
          "X-Forgejo-Event",
          "X-Nexus-Webhook-ID",
          "X-JFrog-Event-Auth",
          "X-Hub-Signature-256",
          "aeg-event-type",
          "x-goog-pubsub-message-id",
          "traceparent",
          "X-Forwarded-For",
          "WebHook-Request-Origin",
          "Accept",
          "Content-Encoding",
          "Range",
          "Cookie",
          "User-Agent");
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "1.0",
          "2.0",
          "push",
          "delete",
          "package",
          "published",
          "DELETE",
          "SubscriptionValidation",
          "2026-04-01T10:15:30Z",
          "2026-99-99T99:99:99+99:99",
          "1e999",
          "NaN",
          "-0",
          "9".repeat(400),
          "sha256:" + "1f".repeat(32),
          "sha256:" + "g".repeat(64),
          "sha512:0",
          "latest",
          "v1.0.0",
          "../../etc/passwd",
          "%00%ff%",
          "\u0000",
          "\u202eabc",
          "\ud800",
          "a".repeat(5_000),
          "http://[::1]:99999/",
          "registry.example:5000/a/b:c@sha256:" + "0".repeat(64),
          "localhost:5001",
          "pkg:oci/pizza?repository_url=x&tag=y",
          "pkg:oci/%zz@sha256%3A1",
          "${jndi:ldap://x}",
          "<script>",
          "\r\nX: y",
          "=?utf-8?q?x?=",
          "{}",
          "[]",
          "null");

  /** Makes the request of a seed. */
  static AnyRequest of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    byte[] body = body(random);
    return new AnyRequest(
        pick(random, List.of("POST", "POST", "POST", "POST", "POST", "POST", "PUT", "OPTIONS")),
        path(random),
        query(random),
        headers(random),
        body);
  }

  /** The same request with one more header. */
  AnyRequest with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(name, value));
    return new AnyRequest(method, path, query, List.copyOf(more), body);
  }

  /** Path and query. */
  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** Enough to guess the fault; the seed reproduces the whole request. */
  @Override
  public String toString() {
    String head = method + " " + target() + " " + headers;
    return head.substring(0, Math.min(head.length(), 400)) + " with " + body.length + " bytes";
  }

  private static String path(Random random) {
    List<String> formats = new ArrayList<>(List.of("auto"));
    Dialect.all().forEach(dialect -> formats.add(dialect.name()));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> "/";
      case 3 -> "/webhooks/" + encoded(pick(random, WORDS));
      case 4 -> source(random, formats) + "/" + encoded(pick(random, WORDS));
      default -> source(random, formats);
    };
  }

  private static String source(Random random, List<String> formats) {
    return "/webhooks/" + PayloadsProfile.source(pick(random, formats), "header");
  }

  private static String query(Random random) {
    List<String> parameters = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      String name = pick(random, List.of("explain", "token", "registry_url", "x", ""));
      parameters.add(name + "=" + encoded(pick(random, WORDS)));
    }
    return String.join("&", parameters);
  }

  private static List<String> headers(Random random) {
    List<String> headers = new ArrayList<>();
    String type = pick(random, TYPES);
    if (!type.isEmpty()) {
      headers.addAll(List.of("Content-Type", type));
    }
    if (random.nextInt(3) == 0) {
      headers.addAll(
          List.of(
              "ce-specversion",
              "1.0",
              "ce-id",
              "1",
              "ce-source",
              "/any",
              "ce-type",
              pick(random, EVENT_TYPES)));
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      headers.addAll(List.of(pick(random, HEADERS), pick(random, WORDS)));
    }
    return headers;
  }

  private static byte[] body(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> noise(random);
      case 1 -> bytes("[".repeat(random.nextInt(5_000)) + "{\"a\":".repeat(random.nextInt(500)));
      case 2 -> bytes("payload=" + encoded(new String(sample(random), StandardCharsets.UTF_8)));
      case 3 -> jsonBytes(randomTree(random, 5));
      case 4, 5 -> damagedBytes(random, sample(random));
      case 6 -> event(random, sample(random));
      default -> withChangedValues(random, sample(random));
    };
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }

  /** Changes some bytes, cuts the end off, or repeats the body. */
  private static byte[] damagedBytes(Random random, byte[] original) {
    byte[] damagedBytes = original.clone();
    for (int hits = random.nextInt(4); hits > 0; hits--) {
      damagedBytes[random.nextInt(damagedBytes.length)] = (byte) random.nextInt(256);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(damagedBytes, random.nextInt(damagedBytes.length));
      case 1 -> bytes(new String(damagedBytes, StandardCharsets.ISO_8859_1).repeat(2));
      default -> damagedBytes;
    };
  }

  /** Changes some values. */
  private static byte[] withChangedValues(Random random, byte[] original) {
    JsonNode copy = read(original);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      changeOneValue(random, copy);
    }
    return jsonBytes(copy);
  }

  private static void changeOneValue(Random random, JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    if (containers.isEmpty()) {
      return;
    }
    switch (pick(random, containers)) {
      case ObjectNode object when !object.isEmpty() -> {
        List<String> fields = object.propertyStream().map(field -> field.getKey()).toList();
        String field = pick(random, fields);
        if (random.nextInt(4) == 0) {
          object.remove(field);
        } else {
          object.set(random.nextInt(5) == 0 ? pick(random, NAMES) : field, randomTree(random, 2));
        }
      }
      case ArrayNode array when !array.isEmpty() ->
          array.set(random.nextInt(array.size()), randomTree(random, 2));
      default -> {
        // It contains nothing to change.
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  /**
   * Makes a structured event or a batch, with the sample as its data. Each attribute may be
   * invalid.
   */
  private static byte[] event(Random random, byte[] sample) {
    ObjectNode event = NODES.objectNode();
    event.put("specversion", "1.0").put("id", "1").put("source", "/any");
    event.put("type", pick(random, EVENT_TYPES));
    if (random.nextBoolean()) {
      event.set("data", read(sample));
    } else {
      event.put("data_base64", pick(random, WORDS));
    }
    for (int n = random.nextInt(3); n > 0; n--) {
      String name =
          pick(random, List.of("id", "source", "type", "time", "subject", "specversion", "data"));
      event.set(name, randomTree(random, 1));
    }
    return jsonBytes(random.nextInt(3) == 0 ? NODES.arrayNode().add(event).add(event) : event);
  }

  private static JsonNode randomTree(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(3));
      case 5 -> {
        ArrayNode array = NODES.arrayNode();
        for (int n = random.nextInt(4); n > 0; n--) {
          array.add(randomTree(random, depth - 1));
        }
        yield array;
      }
      case 6, 7 -> {
        ObjectNode object = NODES.objectNode();
        for (int n = random.nextInt(5); n > 0; n--) {
          object.set(pick(random, NAMES), randomTree(random, depth - 1));
        }
        yield object;
      }
      default -> NODES.textNode(pick(random, WORDS));
    };
  }

  private static byte[] sample(Random random) {
    return pick(random, SAMPLES);
  }

  private static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode read(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] jsonBytes(JsonNode node) {
    return bytes(node.toString());
  }

  private static List<byte[]> samples() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/events"))) {
      List<byte[]> samples = new ArrayList<>();
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        samples.add(Files.readAllBytes(file));
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members of all samples, so that random trees have known names in wrong places. */
  private static List<String> names() {
    Set<String> names = new TreeSet<>();
    List<JsonNode> containers = new ArrayList<>();
    SAMPLES.forEach(sample -> collect(read(sample), containers));
    containers.forEach(node -> node.propertyStream().forEach(field -> names.add(field.getKey())));
    return List.copyOf(names);
  }
}

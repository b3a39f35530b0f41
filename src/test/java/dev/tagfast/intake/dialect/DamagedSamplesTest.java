package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads every sample with each value replaced by a value of another kind, and with bytes changed.
 */
class DamagedSamplesTest {
  private static final Path SAMPLES = Path.of("src/test/resources/events");
  private static final int ROUNDS = 40;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<JsonNode> STRANGE =
      List.of(
          NODES.nullNode(),
          NODES.numberNode(-7.5e300),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.objectNode(),
          NODES.textNode(""),
          NODES.textNode("sha256:"),
          NODES.textNode("://@:/\u0000\u202e\ud800"));

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aValueOfAnotherKindIsUnderstoodOrMalformedAndNothingElse(Path sample) throws IOException {
    List<JsonNode> variants = new ArrayList<>();
    JsonNode sound = Json.read(Files.readAllBytes(sample));
    for (int remaining = 0; remaining < countValues(sound); remaining++) {
      for (JsonNode replacement : STRANGE) {
        JsonNode copy = sound.deepCopy();
        replace(copy, new int[] {remaining}, replacement);
        variants.add(copy);
      }
    }

    assertThat(variants).hasSize(countValues(sound) * STRANGE.size());
    variants.forEach(variant -> readWithEveryDialect(Json.write(variant)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void changedBytesAreUnderstoodOrMalformedAndNothingElse(Path sample) throws IOException {
    Random random = new Random(20180512);
    byte[] sound = Files.readAllBytes(sample);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = sound.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      readWithEveryDialect(damaged);
    }
  }

  /** Reads with every dialect: a source may have the wrong format configured. */
  private static void readWithEveryDialect(byte[] body) {
    Notification notification = TestNotifications.raw(body);
    for (Dialect dialect : Dialect.all()) {
      try {
        dialect.recognises(notification);
        dialect.read(notification);
      } catch (MalformedBody e) {
        // A refusal is correct too.
      } catch (RuntimeException e) {
        fail(dialect.name() + " fails at " + new String(body, StandardCharsets.UTF_8), e);
      }
    }
  }

  private static int countValues(JsonNode node) {
    return node.valueStream().mapToInt(child -> 1 + countValues(child)).sum();
  }

  /** Replaces the value with this index, counted in the order of reading. */
  private static boolean replace(JsonNode node, int[] remaining, JsonNode replacement) {
    if (node instanceof ObjectNode object) {
      for (String name : object.propertyStream().map(Map.Entry::getKey).toList()) {
        if (remaining[0]-- == 0) {
          object.set(name, replacement);
          return true;
        }
        if (replace(object.get(name), remaining, replacement)) {
          return true;
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (remaining[0]-- == 0) {
          array.set(i, replacement);
          return true;
        }
        if (replace(array.get(i), remaining, replacement)) {
          return true;
        }
      }
    }
    return false;
  }
}

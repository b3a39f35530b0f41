package dev.tagfast.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The manifests in {@code src/test/resources/manifests}, one file per case and named for it. */
public final class Manifests {
  private static final Path FOLDER = Path.of("src/test/resources/manifests");
  private static final JsonMapper MAPPER = new JsonMapper();

  private Manifests() {}

  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String name) {
    try (InputStream file = Files.newInputStream(FOLDER.resolve(name + ".json"))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To change a copy of. */
  static ObjectNode json(String name) {
    try {
      return (ObjectNode) MAPPER.readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ManifestFacts facts(String name) {
    return understood(bytes(name), "");
  }

  static ManifestFacts facts(ObjectNode json) {
    return understood(json.toString().getBytes(UTF_8), "");
  }

  static ManifestFacts understood(byte[] bytes, String contentType) {
    ManifestReading reading = ManifestReader.read(bytes, contentType);
    assertThat(reading).isInstanceOf(ManifestReading.Understood.class);
    return ((ManifestReading.Understood) reading).facts();
  }

  static String whyNot(String body, String contentType) {
    return whyNot(body.getBytes(UTF_8), contentType);
  }

  static String whyNot(byte[] bytes, String contentType) {
    ManifestReading reading = ManifestReader.read(bytes, contentType);
    assertThat(reading).isInstanceOf(ManifestReading.NotUnderstood.class);
    return ((ManifestReading.NotUnderstood) reading).why();
  }

  /** Always the same one for the same word; the files name theirs by such words too. */
  static Digest digest(String word) {
    return new Digest("sha256:" + Sha256.hex(word, 32));
  }
}

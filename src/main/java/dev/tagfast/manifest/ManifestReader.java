package dev.tagfast.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a registry answered as a manifest. The body decides what it is; a {@code 200} with a
 * maintenance page is none.
 */
public final class ManifestReader {
  /** The largest manifest, in bytes, as the OCI distribution-spec has it. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /**
   * The two bytes <code>{}</code>, which are no file system, whatever type a layer gives them.
   * regctl pushes such an image over a tag that it wants to delete, and then deletes the image.
   */
  private static final String EMPTY_JSON =
      "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  private ManifestReader() {}

  /**
   * Reads any bytes and throws for none.
   *
   * @param bytes what came, whole
   * @param contentType the header; only a hint, and may be empty
   */
  public static ManifestReading read(byte[] bytes, String contentType) {
    try {
      return new ManifestReading.Understood(facts(bytes, contentType));
    } catch (MalformedManifest e) {
      return new ManifestReading.NotUnderstood(
          WhatCame.of(bytes, contentType) + " is no manifest: " + e.getMessage());
    }
  }

  private static ManifestFacts facts(byte[] bytes, String contentType) throws MalformedManifest {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedManifest("it is larger than 4 MiB");
    }
    JsonNode body = StrictJson.object(bytes);
    Shape shape = Shape.of(body);
    String mediaType = shape.mediaType(body, MediaTypes.withoutParameters(contentType));
    return switch (shape) {
      case INDEX -> index(body, mediaType, bytes.length);
      case MANIFEST -> manifest(body, mediaType, bytes.length);
      case ARTIFACT -> artifact(body, mediaType, bytes.length);
      case SCHEMA1 -> plain(ManifestKind.SCHEMA1, body, mediaType, bytes.length, Optional.empty());
    };
  }

  private static ManifestFacts index(JsonNode body, String mediaType, int size)
      throws MalformedManifest {
    IndexChildren children = IndexChildren.read(body);
    Optional<Digest> subject = subject(body);
    return new ManifestFacts(
        kind(children, subject),
        mediaType,
        size,
        Optional.empty(),
        Members.text(body, "artifactType"),
        children.runnable(),
        children.attestations(),
        subject,
        build(body).or(children.build()));
  }

  private static ManifestKind kind(IndexChildren children, Optional<Digest> subject) {
    if (children.runnable().isEmpty()) {
      return subject.isPresent() ? ManifestKind.REFERRER : ManifestKind.ARTIFACT;
    }
    return children.attestations().isEmpty() ? ManifestKind.INDEX : ManifestKind.ATTESTED_INDEX;
  }

  private static ManifestFacts manifest(JsonNode body, String mediaType, int size)
      throws MalformedManifest {
    Optional<JsonNode> config = Members.object(body, "config");
    if (config.isEmpty()) {
      throw new MalformedManifest("it has layers, but no config");
    }
    Members.refuseOtherCase(config.get(), List.of("mediaType"));
    String configType = Members.required(config.get(), "mediaType");
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : Members.objects(body, "layers")) {
      Members.refuseOtherCase(layer, List.of("mediaType"));
      layers.add(layerType(layer));
    }
    return plain(
        kind(mediaType, configType, layers, subject(body)),
        body,
        mediaType,
        size,
        Optional.of(configType));
  }

  private static String layerType(JsonNode layer) throws MalformedManifest {
    String type = Members.required(layer, "mediaType");
    boolean isEmpty = Members.text(layer, "digest").filter(EMPTY_JSON::equals).isPresent();
    return isEmpty ? MediaTypes.EMPTY_JSON : type;
  }

  private static ManifestKind kind(
      String mediaType, String config, List<String> layers, Optional<Digest> subject) {
    if (config.equals(MediaTypes.HELM_CONFIG)) {
      return ManifestKind.CHART;
    }
    if (MediaTypes.isImage(mediaType, config, layers)) {
      return ManifestKind.IMAGE;
    }
    return subject.isPresent() || MediaTypes.isAboutAnother(config, layers)
        ? ManifestKind.REFERRER
        : ManifestKind.ARTIFACT;
  }

  private static ManifestFacts artifact(JsonNode body, String mediaType, int size)
      throws MalformedManifest {
    ManifestKind kind = subject(body).isPresent() ? ManifestKind.REFERRER : ManifestKind.ARTIFACT;
    return plain(kind, body, mediaType, size, Optional.empty());
  }

  private static ManifestFacts plain(
      ManifestKind kind, JsonNode body, String mediaType, int size, Optional<String> config)
      throws MalformedManifest {
    return new ManifestFacts(
        kind,
        mediaType,
        size,
        config,
        Members.text(body, "artifactType"),
        List.of(),
        List.of(),
        subject(body),
        build(body));
  }

  private static Optional<Digest> subject(JsonNode body) throws MalformedManifest {
    Optional<JsonNode> subject = Members.object(body, "subject");
    return subject.isEmpty() ? Optional.empty() : Optional.of(Members.digest(subject.get()));
  }

  private static BuildInfo build(JsonNode body) throws MalformedManifest {
    Members.object(body, "annotations");
    return BuildInfo.of(name -> Members.annotation(body, name));
  }
}

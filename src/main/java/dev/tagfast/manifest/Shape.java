package dev.tagfast.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.UntrustedText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of manifests, told apart by the members that only one of them has. */
@SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
enum Shape {
  INDEX(List.of("manifests"), MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST),
  MANIFEST(List.of("config", "layers"), MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST),
  ARTIFACT(List.of("blobs"), MediaTypes.OCI_ARTIFACT, MediaTypes.ORAS_ARTIFACT),
  SCHEMA1(List.of("fsLayers"), MediaTypes.SCHEMA1, MediaTypes.SIGNED_SCHEMA1);

  private static final List<String> MEMBERS =
      Stream.concat(
              Stream.of("schemaVersion", "mediaType", "artifactType", "subject", "annotations"),
              Arrays.stream(values()).flatMap(shape -> shape.members.stream()))
          .toList();

  private final List<String> members;
  private final List<String> mediaTypes;

  Shape(List<String> members, String... mediaTypes) {
    this.members = members;
    this.mediaTypes = List.of(mediaTypes);
  }

  /**
   * The format of a body. One that has members of two is read by some clients as the one and by
   * others as the other (CVE-2021-41190), so it is refused, and so is one that says it is another.
   */
  static Shape of(JsonNode body) throws MalformedManifest {
    Members.refuseOtherCase(body, MEMBERS);
    Optional<String> said = Members.text(body, "mediaType");
    List<Shape> fitting = Arrays.stream(values()).filter(shape -> shape.isIn(body)).toList();
    if (fitting.isEmpty() && said.filter(ARTIFACT.mediaTypes::contains).isPresent()) {
      return ARTIFACT;
    }
    if (fitting.isEmpty()) {
      throw new MalformedManifest("it has neither manifests nor a config with layers");
    }
    if (fitting.size() > 1) {
      throw new MalformedManifest(
          "it has the members of two formats ("
              + fitting.get(0).members.getFirst()
              + " and "
              + fitting.get(1).members.getFirst()
              + "), and clients would not agree which it is");
    }
    Shape shape = fitting.getFirst();
    if (said.filter(type -> !shape.mediaTypes.contains(type)).isPresent()) {
      throw new MalformedManifest(
          "it has "
              + shape.members.getFirst()
              + ", but says that it is "
              + UntrustedText.clean(said.get(), 100));
    }
    shape.checkVersion(body.path("schemaVersion"));
    return shape;
  }

  private boolean isIn(JsonNode body) {
    return members.stream().anyMatch(body::has);
  }

  private void checkVersion(JsonNode version) throws MalformedManifest {
    boolean fits =
        switch (this) {
          case INDEX, MANIFEST -> isNumber(version, 2);
          case SCHEMA1 -> isNumber(version, 1);
          case ARTIFACT -> true;
        };
    if (!fits) {
      throw new MalformedManifest("its schemaVersion does not fit its members");
    }
  }

  private static boolean isNumber(JsonNode node, int number) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() == number;
  }

  /**
   * The media type: the body's own, else that of the answer, else the OCI's.
   *
   * @param contentType without parameters; one that is no manifest's type says nothing, because
   *     registries answer {@code application/json} too
   */
  String mediaType(JsonNode body, String contentType) throws MalformedManifest {
    Optional<String> said = Members.text(body, "mediaType");
    if (said.isPresent()) {
      return said.get();
    }
    boolean isOther =
        Arrays.stream(values())
            .anyMatch(shape -> shape != this && shape.mediaTypes.contains(contentType));
    if (isOther) {
      throw new MalformedManifest("it has " + members.getFirst() + ", which that type has not");
    }
    return mediaTypes.contains(contentType) ? contentType : mediaTypes.getFirst();
  }
}

package dev.tagfast.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an index lists, sorted by what a runtime does with it.
 *
 * @param runnable what it offers to run, in its order
 * @param attestations what BuildKit attests of those
 * @param build what the ones to run say of their build and agree in; Docker's official images say
 *     it there and not in the index
 */
record IndexChildren(List<PlatformChild> runnable, List<Digest> attestations, BuildInfo build) {
  static final int MOST = 1_000;

  private static final List<String> DESCRIPTOR =
      List.of("mediaType", "digest", "artifactType", "platform", "annotations");
  private static final List<String> PLATFORM =
      List.of("os", "architecture", "variant", "os.version", "os.features");

  private enum Role {
    /** A manifest to run. */
    IMAGE,
    /** About a child: carries BuildKit's annotation, and no machine is of its platform. */
    ATTESTATION,
    /** Not meant to be run, but CRI-O chooses a child by its platform alone. */
    OFFERED,
    /** No runtime takes it. */
    OTHER
  }

  private record Child(PlatformChild offer, Role role, BuildInfo build) {}

  static IndexChildren read(JsonNode index) throws MalformedManifest {
    List<JsonNode> descriptors = Members.objects(index, "manifests");
    if (descriptors.size() > MOST) {
      throw new MalformedManifest("it lists " + descriptors.size() + " manifests");
    }
    List<Child> children = new ArrayList<>();
    for (JsonNode descriptor : descriptors) {
      children.add(numbered(descriptor, children.size() + 1));
    }
    boolean hasImages = children.stream().anyMatch(child -> child.role == Role.IMAGE);
    List<Child> runnable =
        children.stream()
            .filter(child -> child.role == Role.IMAGE || (hasImages && child.role == Role.OFFERED))
            .toList();
    return new IndexChildren(
        runnable.stream().map(Child::offer).toList(),
        children.stream()
            .filter(child -> child.role == Role.ATTESTATION)
            .map(child -> child.offer.digest())
            .toList(),
        BuildInfo.common(runnable.stream().map(Child::build).toList()));
  }

  private static Child numbered(JsonNode descriptor, int number) throws MalformedManifest {
    try {
      return child(descriptor);
    } catch (MalformedManifest e) {
      throw new MalformedManifest(
          "of the manifests that it lists, number " + number + ": " + e.getMessage());
    }
  }

  private static Child child(JsonNode descriptor) throws MalformedManifest {
    Members.refuseOtherCase(descriptor, DESCRIPTOR);
    Optional<Platform> platform = platform(descriptor);
    boolean isToRun =
        MediaTypes.isToRun(
            Members.required(descriptor, "mediaType"), Members.text(descriptor, "artifactType"));
    return new Child(
        new PlatformChild(Members.digest(descriptor), platform.orElse(Platform.UNKNOWN)),
        role(isToRun, platform, isAttestation(descriptor)),
        BuildInfo.of(name -> Members.annotation(descriptor, name)));
  }

  private static Role role(boolean isToRun, Optional<Platform> platform, boolean isAttestation) {
    if (platform.filter(Platform::isUnknown).isPresent()) {
      return isAttestation ? Role.ATTESTATION : Role.OTHER;
    }
    // The annotation alone hides nothing: runtimes do not read it.
    if (isToRun) {
      return Role.IMAGE;
    }
    return platform.isPresent() ? Role.OFFERED : Role.OTHER;
  }

  private static boolean isAttestation(JsonNode descriptor) {
    return Members.annotation(descriptor, "vnd.docker.reference.type")
        .filter("attestation-manifest"::equals)
        .isPresent();
  }

  /** Empty: it names none, or one of empty texts, as old tools write it. */
  private static Optional<Platform> platform(JsonNode descriptor) throws MalformedManifest {
    Optional<JsonNode> written = Members.object(descriptor, "platform");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    JsonNode platform = written.get();
    Members.refuseOtherCase(platform, PLATFORM);
    Optional<String> os = Members.text(platform, "os");
    Optional<String> architecture = Members.text(platform, "architecture");
    if (os.isEmpty() && architecture.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Platform(
              os.orElse("unknown"),
              architecture.orElse("unknown"),
              Members.text(platform, "variant"),
              Members.text(platform, "os.version"),
              platform.path("os.features").valueStream().map(JsonNode::asText).toList()));
    } catch (IllegalArgumentException e) {
      throw new MalformedManifest("its platform has characters that platforms do not have");
    }
  }
}

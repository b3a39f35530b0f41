package dev.tagfast.manifest;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a manifest once its bytes were read. Its digest is the key that this is kept
 * under, and not a part of it.
 *
 * @param kind what it describes
 * @param mediaType of the manifest
 * @param size of the manifest, in bytes
 * @param configMediaType of its config; empty: it has none
 * @param artifactType as the OCI image-spec 1.1 has it
 * @param children what an index offers to run, in its order; of another kind there are none
 * @param attestations BuildKit's, in the order of the index
 * @param subject the manifest that this one is about
 * @param build what the build says of itself
 */
public record ManifestFacts(
    ManifestKind kind,
    String mediaType,
    int size,
    Optional<String> configMediaType,
    Optional<String> artifactType,
    List<PlatformChild> children,
    List<Digest> attestations,
    Optional<Digest> subject,
    BuildInfo build) {
  private static final int LONGEST_MEDIA_TYPE = 255;
  private static final int MOST_SHOWN = 4;
  private static final int MOST_NAMED = 50;

  /**
   * @throws IllegalArgumentException if the kind contradicts the children
   */
  public ManifestFacts {
    children = List.copyOf(children);
    attestations = List.copyOf(attestations);
    mediaType = UntrustedText.clean(mediaType, LONGEST_MEDIA_TYPE);
    configMediaType = configMediaType.map(type -> UntrustedText.clean(type, LONGEST_MEDIA_TYPE));
    artifactType = artifactType.map(type -> UntrustedText.clean(type, LONGEST_MEDIA_TYPE));
    if (kind.isRunnableIndex() == children.isEmpty()) {
      throw new IllegalArgumentException(kind + " with " + children.size() + " children to run");
    }
    if (kind.isRunnableIndex() && (kind == ManifestKind.ATTESTED_INDEX) == attestations.isEmpty()) {
      throw new IllegalArgumentException(kind + " with " + attestations.size() + " attestations");
    }
  }

  /**
   * The digests that containers can run by this manifest: an image itself, the children of an index
   * that offer something to run. Empty: no container can run it.
   *
   * @param self this manifest's digest
   */
  public Set<Digest> runnable(Digest self) {
    return offers(self).stream().map(PlatformChild::digest).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether both run the same on every machine: the same digest, or the same children to run,
   * whatever else the indexes list. A child that is offered to another platform makes it another
   * image. The order counts only among children of one operating system and architecture, where a
   * runtime takes the first that fits: tools that build platforms at the same time list them in any
   * order.
   */
  public static boolean sameImage(Digest a, ManifestFacts fa, Digest b, ManifestFacts fb) {
    if (a.equals(b)) {
      return true;
    }
    if (fa.kind == ManifestKind.IMAGE || fb.kind == ManifestKind.IMAGE) {
      // An image's manifest does not say its platform, so the index that lists it is believed.
      return fa.runnable(a).equals(fb.runnable(b));
    }
    return fa.kind.isRunnable() && fa.offers(a).equals(fb.offers(b));
  }

  private List<PlatformChild> offers(Digest self) {
    return switch (kind) {
      case IMAGE -> List.of(new PlatformChild(self, Platform.UNKNOWN));
      case INDEX, ATTESTED_INDEX ->
          children.stream()
              .map(PlatformChild::normalized)
              // Stable: within one operating system and architecture the order stays.
              .sorted(
                  Comparator.comparing((PlatformChild child) -> child.platform().os())
                      .thenComparing(child -> child.platform().architecture()))
              .toList();
      case CHART, ARTIFACT, REFERRER, SCHEMA1 -> List.of();
    };
  }

  /** Whether an index lists this digest, to run or as an attestation. */
  public boolean hasChild(Digest digest) {
    return attestations.contains(digest)
        || children.stream().anyMatch(child -> child.digest().equals(digest));
  }

  /**
   * For people: {@code linux/amd64, linux/arm64/v8}, cut after {@value #MOST_SHOWN}. Empty for what
   * is no index: the platform of a single image is in its config, which is not read.
   */
  public String platforms() {
    List<String> all = allPlatforms();
    String shown = all.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return all.size() <= MOST_SHOWN ? shown : shown + " and " + (all.size() - MOST_SHOWN) + " more";
  }

  /**
   * For programs: each platform once, the first {@value #MOST_NAMED}. Empty for what is no index.
   */
  public List<String> platformNames() {
    return allPlatforms().stream().limit(MOST_NAMED).toList();
  }

  private List<String> allPlatforms() {
    return children.stream()
        .map(PlatformChild::platform)
        .map(platform -> platform.isUnknown() ? "unknown" : platform.text())
        .distinct()
        .toList();
  }
}

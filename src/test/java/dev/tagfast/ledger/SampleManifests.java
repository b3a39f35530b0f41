package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.manifest.Platform;
import dev.tagfast.manifest.PlatformChild;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What could have been read of manifests. */
public final class SampleManifests {
  private SampleManifests() {}

  /** An image of one platform. */
  public static KnownManifest image(Digest digest) {
    return of(digest, ManifestKind.IMAGE, List.of(), List.of());
  }

  /** An index with these images and, where there are any, these attestations. */
  public static KnownManifest index(Digest digest, List<Digest> images, List<Digest> attestations) {
    List<PlatformChild> children =
        Stream.iterate(0, i -> i < images.size(), i -> i + 1)
            .map(
                i ->
                    new PlatformChild(
                        images.get(i),
                        Platform.parse(i == 0 ? "linux/amd64" : "linux/arm64/v" + (7 + i))
                            .orElseThrow()))
            .toList();
    return of(
        digest,
        attestations.isEmpty() ? ManifestKind.INDEX : ManifestKind.ATTESTED_INDEX,
        children,
        attestations);
  }

  /** A Helm chart. */
  public static KnownManifest chart(Digest digest) {
    return of(digest, ManifestKind.CHART, List.of(), List.of());
  }

  /** All of them. */
  public static KnownManifests known(KnownManifest... manifests) {
    return new KnownManifests(List.of(manifests));
  }

  private static KnownManifest of(
      Digest digest, ManifestKind kind, List<PlatformChild> children, List<Digest> attestations) {
    ManifestFacts facts =
        new ManifestFacts(
            kind,
            children.isEmpty()
                ? "application/vnd.oci.image.manifest.v1+json"
                : "application/vnd.oci.image.index.v1+json",
            500,
            Optional.empty(),
            Optional.empty(),
            children,
            attestations,
            Optional.empty(),
            BuildInfo.NONE);
    return new KnownManifest(digest, facts, Optional.empty());
  }
}

package dev.tagfast.testing;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.manifest.Platform;
import dev.tagfast.manifest.PlatformChild;
import java.nio.charset.StandardCharsets;
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

  /** The bytes of an image's manifest; a fake registry hands them out under any digest. */
  public static byte[] bytes() {
    return """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
         "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,
          "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
         "layers":[]}"""
        .getBytes(StandardCharsets.UTF_8);
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

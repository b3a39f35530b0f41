package dev.tagfast.model.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.registry.ReadManifest;
import dev.tagfast.testing.Images;
import java.util.Arrays;

/** The images of the model. Their manifests are real, so a copy of one can be put back. */
public enum ModelImage {
  A,
  B,
  C,
  D;

  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  private final ReadManifest manifest;

  ModelImage() {
    String blob = Images.digest("layer of " + name()).value();
    String text =
        """
        {"schemaVersion":2,"mediaType":"%s",\
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},\
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":2}]}"""
            .formatted(ModelImage.type(), blob, blob);
    byte[] bytes = text.getBytes(UTF_8);
    manifest =
        new ReadManifest(
            new Manifest(new Descriptor(Images.digest(text), type()), bytes),
            ManifestReader.read(bytes, type()));
  }

  /** What its manifest hashes to. */
  public Digest digest() {
    return descriptor().digest();
  }

  /** What HEAD says of it. */
  public Descriptor descriptor() {
    return manifest.manifest().descriptor();
  }

  /** What GET says of it. */
  public ReadManifest manifest() {
    return manifest;
  }

  /** The one with this digest. */
  public static ModelImage of(Digest digest) {
    return Arrays.stream(values())
        .filter(image -> image.digest().equals(digest))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not in the model: " + digest));
  }

  private static String type() {
    return TYPE;
  }
}

package dev.tagfast.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagfast.manifest.ManifestKind;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a tag can point at, as rules name it ({@code kinds}). A rule that names none is about
 * images; all else is ignored unless a rule names it, because a package manager and not a kubelet
 * pulls it.
 */
@RegisterForReflection
public enum ContentKind {
  /** What a container can run: an image, or an index of images. */
  @JsonProperty("Image")
  IMAGE,
  /** A Helm chart. {@code helm push} of an unchanged chart makes another digest each time. */
  @JsonProperty("Chart")
  CHART,
  /** Anything else: what {@code oras push} makes, Flux' sources, WebAssembly modules, models. */
  @JsonProperty("Artifact")
  ARTIFACT,
  /** Signatures, attestations and SBOMs: they are written again whenever somebody signs. */
  @JsonProperty("Referrer")
  REFERRER,
  /** Docker's schema 1: the runtimes of today do not run it. */
  @JsonProperty("Schema1")
  SCHEMA1;

  /** The kind of a manifest. */
  public static ContentKind of(ManifestKind kind) {
    return switch (kind) {
      case IMAGE, INDEX, ATTESTED_INDEX -> IMAGE;
      case CHART -> CHART;
      case ARTIFACT -> ARTIFACT;
      case REFERRER -> REFERRER;
      case SCHEMA1 -> SCHEMA1;
    };
  }
}

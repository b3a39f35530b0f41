package dev.tagfast.manifest;

import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a build says of itself, for people: they decide by the commit, not by hex. Anybody who
 * pushes can write anything here, so nothing is ever decided by it.
 *
 * @param source where the code is; a password in its URL is taken out, because pipelines write
 *     their clone URL here, which holds a token. At most 200 characters
 * @param revision the commit, at most 64 characters
 * @param created when, as the build wrote it, at most 40 characters
 * @param version the version, at most 128 characters
 */
public record BuildInfo(
    Optional<String> source,
    Optional<String> revision,
    Optional<String> created,
    Optional<String> version) {
  /** Nothing was said. */
  public static final BuildInfo NONE =
      new BuildInfo(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Pattern USER_INFO = Pattern.compile("://[^/?#]*@");

  /** Cleans and cuts; a blank text counts as absent. */
  public BuildInfo {
    source = cleaned(source.map(url -> USER_INFO.matcher(url).replaceAll("://")), 200);
    revision = cleaned(revision, 64);
    created = cleaned(created, 40);
    version = cleaned(version, 128);
  }

  /**
   * Of the annotations that the OCI image-spec defines.
   *
   * @param annotation the value of an annotation by its name
   */
  static BuildInfo of(Function<String, Optional<String>> annotation) {
    return new BuildInfo(
        annotation.apply("org.opencontainers.image.source"),
        annotation.apply("org.opencontainers.image.revision"),
        annotation.apply("org.opencontainers.image.created"),
        annotation.apply("org.opencontainers.image.version"));
  }

  /** What all of them that say it say the same. */
  static BuildInfo common(List<BuildInfo> all) {
    return new BuildInfo(
        common(all, BuildInfo::source),
        common(all, BuildInfo::revision),
        common(all, BuildInfo::created),
        common(all, BuildInfo::version));
  }

  private static Optional<String> common(
      List<BuildInfo> all, Function<BuildInfo, Optional<String>> member) {
    List<String> different = all.stream().map(member).flatMap(Optional::stream).distinct().toList();
    return different.size() == 1 ? Optional.of(different.getFirst()) : Optional.empty();
  }

  /** This, and where it says nothing, the other. */
  BuildInfo or(BuildInfo other) {
    return new BuildInfo(
        source.or(other::source),
        revision.or(other::revision),
        created.or(other::created),
        version.or(other::version));
  }

  private static Optional<String> cleaned(Optional<String> text, int longest) {
    return text.map(String::strip)
        .filter(stripped -> !stripped.isEmpty())
        .map(stripped -> UntrustedText.clean(stripped, longest));
  }
}

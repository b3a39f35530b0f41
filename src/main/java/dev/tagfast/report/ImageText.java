package dev.tagfast.report;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a report's images, as one sentence: people decide by the commit, not by hex. All
 * of it was written by whoever pushed, so each part is cut and stands in backticks. The sentence
 * has at most 1000 characters: a chat cuts a longer one, which could leave a backtick open.
 */
final class ImageText {
  private static final int LONGEST_SOURCE = 120;
  private static final int LONGEST_PLATFORMS = 120;
  private static final int LONGEST_PART = 40;
  private static final int SHORT_COMMIT = 12;
  private static final Pattern GIT_COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private ImageText() {}

  /** The sentence; empty: nothing is known of the images that people could decide by. */
  static Optional<String> full(Report report) {
    return sentence(
        report,
        image ->
            joined(
                kind(image),
                commit(image.build(), true),
                image.build().version().map(text -> "version " + code(text, LONGEST_PART)),
                image.build().created().map(text -> code(text, LONGEST_PART)),
                platforms(image)));
  }

  /** The same with kinds, commits and times alone, for a place that is short of room. */
  static Optional<String> brief(Report report) {
    return sentence(
        report,
        image ->
            joined(
                kind(image),
                commit(image.build(), false),
                image.build().created().map(text -> code(text, LONGEST_PART))));
  }

  private static Optional<String> sentence(
      Report report, Function<ManifestFacts, String> describe) {
    String ofFrom = report.fromImage().map(describe).orElse("");
    String ofTo = report.toImage().map(describe).orElse("");
    if (ofFrom.isEmpty() && ofTo.isEmpty()) {
      return Optional.empty();
    }
    List<String> images =
        Stream.of(
                report.from().map(digest -> image(digest, ofFrom)),
                report.to().map(digest -> image(digest, ofTo)))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return Optional.of(
        images.size() == 1
            ? "The image is " + images.getFirst() + "."
            : "From " + images.getFirst() + " to " + images.getLast() + ".");
  }

  private static String image(Digest digest, String description) {
    String name = ReportText.code(digest.abbreviated());
    return description.isEmpty() ? name : name + " (" + description + ")";
  }

  /** Of an image it goes without saying. */
  private static Optional<String> kind(ManifestFacts image) {
    return image.kind().isRunnable()
        ? Optional.empty()
        : Optional.of("kind " + image.kind().word());
  }

  private static Optional<String> commit(BuildInfo build, boolean withSource) {
    Optional<String> source =
        build.source().filter(_ -> withSource).map(text -> code(text, LONGEST_SOURCE));
    return build
        .revision()
        .map(text -> GIT_COMMIT.matcher(text).matches() ? text.substring(0, SHORT_COMMIT) : text)
        .map(text -> "commit " + code(text, LONGEST_PART))
        .map(commit -> commit + source.map(text -> " of " + text).orElse(""))
        .or(() -> source.map(text -> "built from " + text));
  }

  private static Optional<String> platforms(ManifestFacts image) {
    return Optional.of(image.platforms())
        .filter(text -> !text.isEmpty())
        .map(text -> code(text, LONGEST_PLATFORMS));
  }

  @SafeVarargs
  private static String joined(Optional<String>... parts) {
    return Stream.of(parts).flatMap(Optional::stream).collect(Collectors.joining(", "));
  }

  private static String code(String text, int longest) {
    return ReportText.code(UntrustedText.clean(text, longest));
  }
}

package dev.tagfast.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from one document to another leads to a file, and every anchor to a heading. */
class LinksDocumentedTest {
  private static final Path ROOT = Path.of("");
  private static final Pattern NAMED = Pattern.compile("\\bdocs/[\\w/-]+\\.md(#[\\w-]+)?");

  static Stream<Path> documents() throws IOException {
    Set<Path> found = new TreeSet<>();
    found.add(Path.of("README.md"));
    found.add(Path.of("CONTRIBUTING.md"));
    found.add(Path.of("CHANGELOG.md"));
    for (String folder : Set.of("docs", "knative")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
      }
    }
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) {
    assertThat(MarkdownPage.read(document).links())
        .allSatisfy(link -> assertThat(wrong(ROOT, document, link)).isEmpty());
  }

  /** Manifests, settings and messages name documents by their path from the root. */
  static Stream<Path> others() throws IOException {
    Set<Path> found = new TreeSet<>();
    for (String folder : Set.of("knative", "src/main")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.toString().matches(".*\\.(yaml|env|java|properties)"))
            .filter(file -> !named(file).isEmpty())
            .forEach(found::add);
      }
    }
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyDocumentThatAnotherFileNamesIsThere(Path file) {
    assertThat(named(file)).allSatisfy(name -> assertThat(wrong(ROOT, ROOT, name)).isEmpty());
  }

  private static List<String> named(Path file) {
    try {
      return NAMED.matcher(Files.readString(file)).results().map(MatchResult::group).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAnchorIsWhatGithubMakesOfAHeading() {
    MarkdownPage page =
        new MarkdownPage(
            """
            # What `spec.accept` does, and why
            ## `POST /`
            ## Metrics, `/q/metrics`
            ## See [the table](other.md)
            ## Twice
            ## Twice
            <a id="by_hand"></a>

                ## a comment in a block

            ```sh
            ## another one
            ```
            """);

    assertThat(page.anchors())
        .containsExactlyInAnyOrder(
            "what-specaccept-does-and-why",
            "post-",
            "metrics-qmetrics",
            "see-the-table",
            "twice",
            "twice-1",
            "by_hand");
  }

  @Test
  void aLinkThatLeadsNowhereIsFound(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("docs"));
    Files.writeString(folder.resolve("docs/page.md"), "# One\n\n## Two words\n");
    Path from = Path.of("docs/from.md");

    assertThat(wrong(folder, from, "page.md")).isEmpty();
    assertThat(wrong(folder, from, "page.md#two-words")).isEmpty();
    assertThat(wrong(folder, from, "../docs/page.md")).isEmpty();
    assertThat(wrong(folder, from, "page.md#three-words"))
        .contains("page.md has no heading #three-words");
    assertThat(wrong(folder, from, "pages.md")).contains("docs/pages.md is not there");
    assertThat(wrong(folder, from, "../../page.md"))
        .contains("../page.md is not in this repository");
  }

  @Test
  void linksAreReadInProseAloneAndOverLineBreaks() {
    MarkdownPage page =
        new MarkdownPage(
            """
            See [a
            page](a.md#b "title") and `[no](link.md)`, ![picture](c.png).

            ```yaml
            # [no](either.md)
            ```

            - an item

                still [the item](d.md)

            [named]: e.md
            """);

    assertThat(page.links()).containsExactly("a.md#b", "c.png", "d.md", "e.md");
  }

  /** What is wrong with a link; empty: nothing, or it leaves the repository and is not followed. */
  private static Optional<String> wrong(Path root, Path document, String link) {
    if (link.matches("[a-z]+:.*")) {
      return Optional.empty();
    }
    int hash = link.indexOf('#');
    String path =
        URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
    Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    if (target.startsWith("..") || target.isAbsolute()) {
      return Optional.of(target + " is not in this repository");
    }
    if (!Files.exists(root.resolve(target))) {
      return Optional.of(target + " is not there");
    }
    if (hash < 0) {
      return Optional.empty();
    }
    String anchor = link.substring(hash + 1);
    boolean known =
        target.toString().endsWith(".md")
            && MarkdownPage.read(root.resolve(target)).anchors().contains(anchor);
    return known
        ? Optional.empty()
        : Optional.of(target.getFileName() + " has no heading #" + anchor);
  }
}

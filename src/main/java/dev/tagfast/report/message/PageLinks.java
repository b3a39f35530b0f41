package dev.tagfast.report.message;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.report.Report;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a message leads: the registry's page of the tag, and the commits of the images. Whoever
 * pushes an image writes its source, so a commit is linked only at hosts that the operator named.
 */
final class PageLinks {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int SHORT_COMMIT = 12;

  private final Map<String, String> pages = new HashMap<>();

  PageLinks(Settings settings) {
    settings
        .registries()
        .forEach(
            (_, registry) ->
                registry
                    .page()
                    .filter(page -> !page.isBlank())
                    .ifPresent(page -> pages.put(Repository.canonicalHost(registry.host()), page)));
  }

  /**
   * Checks the addresses of pages.
   *
   * @throws WrongSetting if one cannot be an address
   */
  static void check(Settings settings) {
    settings
        .registries()
        .forEach(
            (name, registry) ->
                registry
                    .page()
                    .filter(page -> !page.isBlank())
                    .filter(page -> Link.of("page", filled(page, "a/b", "c", "d")).isEmpty())
                    .ifPresent(
                        _ -> {
                          throw new WrongSetting(
                              "tagfast.registries."
                                  + name
                                  + ".page is not an http or https address; its placeholders are"
                                  + " {repository}, {tag} and {digest}");
                        }));
  }

  List<Link> of(Report report, List<String> commitHosts) {
    return Stream.of(
            page(report.key(), report.to()),
            commit("commit before", report.fromImage(), commitHosts),
            commit("commit", report.toImage(), commitHosts))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Link> page(TagKey key, Optional<Digest> digest) {
    return Optional.ofNullable(pages.get(key.repository().host()))
        .map(
            page ->
                filled(
                    page,
                    key.repository().path(),
                    key.tag().value(),
                    digest.map(Digest::value).orElse("")))
        .flatMap(url -> Link.of("registry", url));
  }

  private static String filled(String page, String repository, String tag, String digest) {
    return page.replace("{repository}", repository)
        .replace("{tag}", tag)
        .replace("{digest}", URLEncoder.encode(digest, StandardCharsets.UTF_8));
  }

  private static Optional<Link> commit(
      String label, Optional<dev.tagfast.manifest.ManifestFacts> image, List<String> hosts) {
    return image.flatMap(
        facts ->
            facts
                .build()
                .revision()
                .filter(text -> COMMIT.matcher(text).matches())
                .flatMap(
                    revision ->
                        facts
                            .build()
                            .source()
                            .filter(text -> isAt(hosts, text))
                            .map(text -> text.replaceAll("(?:\\.git)?/*$", ""))
                            .flatMap(
                                source ->
                                    Link.of(
                                        label + " " + revision.substring(0, SHORT_COMMIT),
                                        source + middle(source) + revision))));
  }

  /** Bitbucket's word; all others know the first, GitLab by a redirect. */
  private static String middle(String source) {
    return source.startsWith("https://bitbucket.org/") ? "/commits/" : "/commit/";
  }

  private static boolean isAt(List<String> hosts, String source) {
    try {
      URI url = URI.create(source);
      return "https".equals(url.getScheme())
          && url.getQuery() == null
          && url.getFragment() == null
          && url.getAuthority() != null
          && hosts.contains(url.getAuthority());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

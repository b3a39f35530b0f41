package dev.tagfast.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.RegistryRequest;
import dev.tagfast.registry.http.RetryableFailure;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of tags of one registry, page by page. Only the query of a {@code Link} is taken from
 * the registry, never host or path: behind a proxy those are often wrong, and a wrong one could
 * lead anywhere.
 */
final class TagListEndpoint {
  /** As many as most registries send at once. */
  static final int PAGE = 1000;

  /** A repository with more tags is read in part. */
  static final int MOST_PAGES = 20;

  private static final int LONGEST_QUERY = 2000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT = Pattern.compile("<([^<>]*)>\\s*;[^,]*\\brel=\"?next\"?");

  private final RegistryConnection connection;

  TagListEndpoint(RegistryConnection connection) {
    this.connection = connection;
  }

  /** One page. */
  private record Page(List<Tag> tags, Optional<String> next) {}

  /** All pages up to a bound. Empty: the registry answers 404. */
  Optional<TagList> list(Repository repository) throws RetryableFailure, PermanentFailure {
    Set<Tag> tags = new LinkedHashSet<>();
    Optional<String> query = Optional.of("n=" + PAGE);
    for (int pages = 0; query.isPresent() && pages < MOST_PAGES; pages++) {
      Optional<Page> page = page(RegistryRequest.tags(repository, query.get()));
      if (page.isEmpty()) {
        return pages == 0 ? Optional.empty() : Optional.of(new TagList(List.copyOf(tags), false));
      }
      // A registry that repeats itself would be asked for ever.
      boolean isNew = tags.addAll(page.get().tags());
      query = page.get().next().filter(_ -> isNew);
    }
    return Optional.of(new TagList(List.copyOf(tags), query.isEmpty()));
  }

  private Optional<Page> page(RegistryRequest request) throws RetryableFailure, PermanentFailure {
    Deadline deadline = connection.deadline();
    return connection.exchange(
        request,
        deadline,
        response -> {
          if (response.status() == 404) {
            return Optional.empty();
          }
          if (!response.isSuccess()) {
            throw connection.refused(request, response);
          }
          List<Tag> tags = tags(response);
          return Optional.of(new Page(tags, next(response, tags)));
        });
  }

  /** What is no tag is left out: it could not be asked for either. */
  private static List<Tag> tags(HttpResponse response) throws RetryableFailure {
    try {
      JsonNode list = JSON.readTree(response.body()).path("tags");
      if (!list.isArray() && !list.isNull()) {
        throw new RetryableFailure("answered without a list of tags", Optional.empty());
      }
      List<Tag> tags = new ArrayList<>();
      list.forEach(text -> Tag.ifValid(text.asText()).ifPresent(tags::add));
      return List.copyOf(tags);
    } catch (IOException e) {
      throw new RetryableFailure("answered with something that is no JSON", Optional.empty());
    }
  }

  /** The query of the next page; a full page without a {@code Link} may have one too. */
  private static Optional<String> next(HttpResponse response, List<Tag> tags) {
    return response.all("Link").stream()
        .flatMap(link -> query(link).stream())
        .findFirst()
        .or(
            () ->
                tags.size() == PAGE
                    ? Optional.of("n=" + PAGE + "&last=" + tags.getLast())
                    : Optional.empty());
  }

  private static Optional<String> query(String link) {
    Matcher next = NEXT.matcher(link);
    if (!next.find()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(URI.create(next.group(1)).getRawQuery())
          .filter(query -> query.length() <= LONGEST_QUERY);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

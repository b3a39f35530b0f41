package dev.tagfast.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.cli.cluster.ApiServer.Patch;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.kubernetes.ImageTagName;
import dev.tagfast.ledger.kubernetes.KubernetesImageTags;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ledger: the {@code ImageTag} objects of Tagfast's namespace. */
public final class Tags {
  private static final int LONGEST = 200;

  private final ApiServer api;
  private final ApiPath all;
  private final Consumer<String> warn;

  /**
   * @param warn is told of objects that cannot be read: one of them hides no other
   */
  public Tags(ApiServer api, String namespace, Consumer<String> warn) {
    this.api = api;
    this.warn = warn;
    all = ApiPath.list("tagfast.dev", "v1alpha1", "imagetags").in(namespace);
  }

  /** All entries, by their names. */
  public List<TagEntry> all() {
    return api.get(all)
        .path("items")
        .valueStream()
        .flatMap(object -> read(object).stream())
        .sorted((one, other) -> one.key().toString().compareTo(other.key().toString()))
        .toList();
  }

  /** Those that a person names. */
  public List<TagEntry> named(TagQuery query) {
    return query
        .exactly()
        .map(
            key ->
                api.find(all.named(ImageTagName.of(key))).stream()
                    .flatMap(object -> read(object).stream())
                    .toList())
        .orElseGet(() -> all().stream().filter(entry -> query.matches(entry.key())).toList());
  }

  /** Changes what people say in an entry's object; answers the entry as it is then. */
  public Optional<TagEntry> patch(TagEntry entry, JsonNode merge) {
    return read(api.patch(all.named(ImageTagName.of(entry.key())), Patch.MERGE, merge));
  }

  private Optional<TagEntry> read(JsonNode object) {
    try {
      return Optional.of(KubernetesImageTags.entry(object));
    } catch (RuntimeException e) {
      warn.accept(
          "The ImageTag %s is left out, because it cannot be read: %s"
              .formatted(
                  object.at("/metadata/name").asText(),
                  UntrustedText.clean(String.valueOf(e.getMessage()), LONGEST)));
      return Optional.empty();
    }
  }
}

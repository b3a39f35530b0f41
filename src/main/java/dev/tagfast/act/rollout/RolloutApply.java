package dev.tagfast.act.rollout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Tagfast owns of a workload, for server-side apply: nothing but names, images and its own
 * annotations. The API server takes away what a manager applied before and leaves out now, so
 * everything that we own stands in it.
 *
 * <p>An apply has no tests as a JSON Patch has. The {@code resourceVersion} stands for all of them,
 * and the {@code uid} keeps it from creating a workload that is gone.
 *
 * @param document as JSON
 */
public record RolloutApply(String document) {
  /**
   * What Tagfast applied to a workload before, by its managed fields.
   *
   * @param images list and name, e.g. {@code containers/oven}
   * @param annotations their names
   */
  public record Applied(List<String> images, List<String> annotations) {
    /** Of a workload that Tagfast never applied to. */
    public static final Applied NOTHING = new Applied(List.of(), List.of());

    /** Copies the lists. */
    public Applied {
      images = List.copyOf(images);
      annotations = List.copyOf(annotations);
    }
  }

  /**
   * The document that writes these images.
   *
   * @param notes annotations to write; empty: to be gone
   */
  static RolloutApply of(
      Subscriber subscriber, List<ImageWrite> writes, Map<String, Optional<String>> notes) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    Workload workload = subscriber.workload();
    document.put("apiVersion", workload.apiVersion()).put("kind", workload.kind());
    ObjectNode metadata = document.putObject("metadata");
    metadata.put("namespace", workload.namespace()).put("name", workload.name());
    metadata.put("uid", workload.uid()).put("resourceVersion", subscriber.resourceVersion());
    ObjectNode annotations = metadata.putObject("annotations");
    annotations(subscriber, notes).forEach(annotations::put);
    Map<ImagePlace, String> written = new HashMap<>();
    writes.forEach(write -> written.put(write.container().place(), write.image().toString()));
    for (FollowingContainer container : subscriber.containers()) {
      ImagePlace place = container.place();
      if (written.containsKey(place)) {
        put(document, place, written.get(place));
      } else if (subscriber.applied().images().contains(place.list() + "/" + place.name())) {
        put(document, place, container.image().toString());
      }
    }
    return new RolloutApply(document.toString());
  }

  private static Map<String, String> annotations(
      Subscriber subscriber, Map<String, Optional<String>> notes) {
    Map<String, String> all = new TreeMap<>();
    for (String name : subscriber.applied().annotations()) {
      Optional.ofNullable(subscriber.annotations().get(name)).ifPresent(it -> all.put(name, it));
    }
    notes.forEach(
        (name, value) -> value.ifPresentOrElse(it -> all.put(name, it), () -> all.remove(name)));
    return all;
  }

  private static void put(ObjectNode document, ImagePlace place, String image) {
    ObjectNode holder = list(document, place).addObject().put("name", place.name());
    switch (place.holder()) {
      case CONTAINER -> holder.put("image", image);
      case VOLUME -> holder.putObject("image").put("reference", image);
    }
  }

  private static ArrayNode list(ObjectNode document, ImagePlace place) {
    List<String> path = place.listPath();
    ObjectNode at = document;
    for (String member : path.subList(0, path.size() - 1)) {
      at = at.withObject("/" + member);
    }
    return at.withArray(path.getLast());
  }
}

package dev.tagfast.model.world;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.model.history.ModelTag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Deployment with one container, as the fields that a patch is about. */
final class ModelWorkload {
  private static final String CONTAINER = "/spec/template/spec/containers/0";
  private static final String IMAGE = CONTAINER + "/image";
  private static final String ANNOTATIONS = "/metadata/annotations";
  private static final String VERSION = "/metadata/resourceVersion";

  private final ModelTag tag;
  private final Workload name;
  private Map<String, String> fields = new HashMap<>();
  private Optional<Digest> writtenByTagfast = Optional.empty();
  private int version;

  ModelWorkload(ModelTag tag, int number) {
    this.tag = tag;
    name = new Workload("apps/v1", "Deployment", "shop", tag + "-" + number, "uid");
    fields.put(PatchOperation.pointer("/metadata/labels", RolloutAnnotations.SUBSCRIBE), "true");
    fields.put(CONTAINER + "/name", "app");
    fields.put(VERSION, "0");
    write(Optional.empty());
  }

  ModelTag tag() {
    return tag;
  }

  Workload name() {
    return name;
  }

  /** A person writes the image, with this digest or the plain tag. */
  void write(Optional<Digest> digest) {
    set(
        IMAGE,
        new ImageReference(tag.key().repository().toString(), Optional.of(tag.key().tag()), digest)
            .toString());
  }

  Optional<Digest> digest() {
    return image().digest();
  }

  /** Whether the digest is not one that Tagfast wrote. */
  boolean isPinnedByPerson() {
    return digest().isPresent() && !digest().equals(writtenByTagfast);
  }

  /** Whether a person wrote it after Tagfast had written another: Tagfast leaves it alone. */
  boolean isHeld() {
    return writtenByTagfast.isPresent() && isPinnedByPerson();
  }

  /** Whether somebody took away the digest that Tagfast wrote. */
  boolean hasLostItsDigest() {
    return writtenByTagfast.isPresent() && digest().isEmpty();
  }

  /** Carries out all operations or none. False: one of the tests does not hold. */
  boolean patch(List<PatchOperation> operations) {
    Map<String, String> next = new HashMap<>(fields);
    for (PatchOperation operation : operations) {
      switch (operation) {
        case PatchOperation.Test(String path, String value) -> {
          if (!value.equals(next.get(path))) {
            return false;
          }
        }
        case PatchOperation.Replace(String path, String value) -> next.put(path, value);
        case PatchOperation.Add(String path, String value) -> next.put(path, value);
        case PatchOperation.AddObject(String path) ->
            next.keySet().removeIf(field -> field.startsWith(path + "/"));
        case PatchOperation.Remove(String path) -> next.remove(path);
      }
    }
    fields = next;
    set(VERSION, "");
    writtenByTagfast = digest();
    return true;
  }

  Subscriber read() {
    Map<String, String> annotations = new HashMap<>();
    fields.forEach(
        (path, value) -> {
          if (path.startsWith(ANNOTATIONS + "/")) {
            annotations.put(
                path.substring(ANNOTATIONS.length() + 1).replace("~1", "/").replace("~0", "~"),
                value);
          }
        });
    return new Subscriber(
        name,
        fields.get(VERSION),
        Map.of(RolloutAnnotations.SUBSCRIBE, "true"),
        annotations,
        !annotations.isEmpty(),
        List.of(),
        List.of(
            new Subscriber.FollowingContainer("app", CONTAINER, image(), Optional.of(tag.key()))));
  }

  private ImageReference image() {
    return ImageReference.parse(fields.get(IMAGE));
  }

  private void set(String path, String value) {
    fields.put(path, value);
    fields.put(VERSION, Integer.toString(++version));
  }
}

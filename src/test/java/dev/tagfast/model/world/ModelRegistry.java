package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Service;
import dev.tagfast.registry.ReadManifest;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A registry: what each tag shows, and which manifests are there. */
final class ModelRegistry implements RegistryClient {
  private final Wire wire;
  private final EffectChecks checks;
  private final Map<ModelTag, ModelImage> tags = new EnumMap<>(ModelTag.class);
  private final Set<ModelImage> stored = EnumSet.noneOf(ModelImage.class);

  ModelRegistry(Wire wire, EffectChecks checks) {
    this.wire = wire;
    this.checks = checks;
  }

  void push(ModelTag tag, ModelImage image) {
    stored.add(image);
    tags.put(tag, image);
  }

  void delete(ModelTag tag) {
    tags.remove(tag);
  }

  void collect(ModelImage image) {
    if (!tags.containsValue(image)) {
      stored.remove(image);
    }
  }

  Optional<Digest> shows(ModelTag tag) {
    return Optional.ofNullable(tags.get(tag)).map(ModelImage::digest);
  }

  boolean has(Digest digest) {
    return stored.contains(ModelImage.of(digest));
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Tag tag) {
    ModelTag asked = ModelTag.of(new TagKey(repository, tag));
    RegistryAnswer<Descriptor> answer =
        wire.request(
            Service.REGISTRY,
            Optional.of(asked),
            () -> answer(Optional.ofNullable(tags.get(asked)).map(ModelImage::descriptor)),
            ModelRegistry::unanswered);
    if (answer instanceof RegistryAnswer.Found<Descriptor>(Descriptor shown)) {
      checks.shown(asked, shown.digest());
    }
    return answer;
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Digest digest) {
    return wire.request(
        Service.REGISTRY,
        () -> answer(find(digest).map(ModelImage::descriptor)),
        ModelRegistry::unanswered);
  }

  @Override
  public RegistryAnswer<ReadManifest> read(Repository repository, Digest digest) {
    return wire.request(
        Service.REGISTRY,
        () -> answer(find(digest).map(ModelImage::manifest)),
        ModelRegistry::unanswered);
  }

  @Override
  public RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest) {
    ModelTag written = ModelTag.of(new TagKey(repository, tag));
    return wire.request(
        Service.REGISTRY,
        Optional.of(written),
        () -> {
          checks.restored(written, manifest.descriptor().digest());
          push(written, ModelImage.of(manifest.descriptor().digest()));
          return answer(Optional.of(manifest.descriptor()));
        },
        ModelRegistry::unanswered);
  }

  private Optional<ModelImage> find(Digest digest) {
    return Optional.of(ModelImage.of(digest)).filter(stored::contains);
  }

  private static <T> RegistryAnswer<T> answer(Optional<T> value) {
    return value
        .<RegistryAnswer<T>>map(RegistryAnswer.Found::new)
        .orElseGet(RegistryAnswer.Absent::new);
  }

  private static <T> RegistryAnswer<T> unanswered(String why) {
    return new RegistryAnswer.Unavailable<>(why, Optional.empty());
  }
}

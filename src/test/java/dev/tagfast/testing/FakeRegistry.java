package dev.tagfast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.registry.ReadManifest;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.TagList;
import dev.tagfast.registry.TagLists;
import dev.tagfast.registry.TagRemoval;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry in memory, for tests that need thousands of pushes; real ones are in the tests of the
 * registry client.
 */
public final class FakeRegistry implements RegistryClient, TagLists, TagRemoval {
  private static final String TYPE = MinimalImage.MANIFEST_TYPE;

  private static final byte[] IMAGE = MinimalImage.of("fake", "amd64").manifest();

  private final Map<TagKey, Digest> tags = new ConcurrentHashMap<>();
  private final Map<Digest, byte[]> manifests = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Runnable beforeEachRequest;
  private volatile boolean down;
  private volatile boolean takesWrites = true;
  private volatile Runnable beforeRemoval = () -> {};
  private volatile Optional<String> writeDenial = Optional.empty();
  private volatile Optional<String> denial = Optional.empty();

  /**
   * @param beforeEachRequest may throw: the process dies here
   */
  public FakeRegistry(Runnable beforeEachRequest) {
    this.beforeEachRequest = beforeEachRequest;
  }

  /** Somebody pushes an image. */
  public void push(TagKey key, Digest digest) {
    push(key, digest, IMAGE);
  }

  /** Somebody pushes a manifest, whose bytes need not hash to the digest. */
  public void push(TagKey key, Digest digest, byte[] manifest) {
    manifests.put(digest, manifest);
    tags.put(key, digest);
  }

  /** Somebody deletes the tag. */
  public void delete(TagKey key) {
    tags.remove(key);
  }

  /** The garbage collector takes a manifest. */
  public void collect(Digest digest) {
    manifests.remove(digest);
    new HashSet<>(tags.entrySet())
        .forEach(
            entry -> {
              if (entry.getValue().equals(digest)) {
                tags.remove(entry.getKey());
              }
            });
  }

  /** What the tag shows. */
  public Optional<Digest> shows(TagKey key) {
    return Optional.ofNullable(tags.get(key));
  }

  /** Whether it can be asked. */
  public void down(boolean now) {
    down = now;
  }

  /** Why it refuses every question; empty: it answers. */
  public void denies(Optional<String> why) {
    denial = why;
  }

  /** Whether it can be written to. */
  public void takesWrites(boolean now) {
    takesWrites = now;
  }

  /** What happens right before a tag is removed. */
  public void beforeRemoval(Runnable now) {
    beforeRemoval = now;
  }

  /** Why it refuses every write; empty: it takes them. */
  public void refusesWrites(Optional<String> why) {
    writeDenial = why;
  }

  /** How often it was asked. */
  public int requests() {
    return requests.get();
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Tag tag) {
    return answer(shows(new TagKey(repository, tag)).map(FakeRegistry::descriptor));
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Digest digest) {
    return answer(
        manifests.containsKey(digest) ? Optional.of(descriptor(digest)) : Optional.empty());
  }

  @Override
  public RegistryAnswer<ReadManifest> read(Repository repository, Digest digest) {
    return answer(
        Optional.ofNullable(manifests.get(digest))
            .map(
                bytes ->
                    new ReadManifest(
                        new Manifest(descriptor(digest), bytes),
                        ManifestReader.read(bytes, mediaType(bytes)))));
  }

  @Override
  public RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest) {
    if (!takesWrites) {
      return new RegistryAnswer.Unavailable<>("the registry is read-only", Optional.empty());
    }
    if (writeDenial.isPresent()) {
      return new RegistryAnswer.Denied<>(writeDenial.get());
    }
    RegistryAnswer<Descriptor> answer = answer(Optional.of(manifest.descriptor()));
    if (answer instanceof RegistryAnswer.Found) {
      manifests.putIfAbsent(manifest.descriptor().digest(), manifest.bytes());
      tags.put(new TagKey(repository, tag), manifest.descriptor().digest());
    }
    return answer;
  }

  @Override
  public RegistryAnswer<TagList> tags(Repository repository) {
    List<Tag> there =
        tags.keySet().stream()
            .filter(key -> key.repository().equals(repository))
            .map(TagKey::tag)
            .toList();
    return answer(Optional.of(new TagList(there, true)).filter(_ -> !there.isEmpty()));
  }

  @Override
  public RegistryAnswer<TagRemoval.Result> remove(Repository repository, Tag tag) {
    beforeRemoval.run();
    if (!takesWrites) {
      return new RegistryAnswer.Unavailable<>("the registry is read-only", Optional.empty());
    }
    RegistryAnswer<TagRemoval.Result> answer = answer(Optional.of(new TagRemoval.Result.Removed()));
    if (answer instanceof RegistryAnswer.Found) {
      tags.remove(new TagKey(repository, tag));
    }
    return answer;
  }

  private <T> RegistryAnswer<T> answer(Optional<T> value) {
    requests.incrementAndGet();
    beforeEachRequest.run();
    if (down) {
      return new RegistryAnswer.Unavailable<>("the registry is down", Optional.empty());
    }
    if (denial.isPresent()) {
      return new RegistryAnswer.Denied<>(denial.get());
    }
    return value
        .<RegistryAnswer<T>>map(RegistryAnswer.Found::new)
        .orElseGet(RegistryAnswer.Absent::new);
  }

  private static String mediaType(byte[] manifest) {
    return new String(manifest, UTF_8).contains("\"manifests\"") ? MinimalImage.INDEX_TYPE : TYPE;
  }

  private static Descriptor descriptor(Digest digest) {
    return new Descriptor(digest, TYPE);
  }
}

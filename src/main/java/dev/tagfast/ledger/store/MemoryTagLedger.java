package dev.tagfast.ledger.store;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ledger of one process, for demo and tests: it forgets everything at the end. Versions are
 * numbers that are never given twice, also not to an entry that was removed and made again.
 */
public final class MemoryTagLedger implements TagLedger {
  private final ConcurrentHashMap<TagKey, Versioned> entries = new ConcurrentHashMap<>();
  private final AtomicLong lastVersion = new AtomicLong();

  @Override
  public Optional<Versioned> read(TagKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public Optional<String> write(TagEntry next, Optional<String> version) {
    String mine = nextVersion();
    Versioned now =
        entries.compute(
            next.key(),
            (key, there) -> {
              Optional<Versioned> before = Optional.ofNullable(there);
              return before.map(Versioned::version).equals(version)
                  ? new Versioned(withAcceptanceOf(before, next), mine)
                  : there;
            });
    return Optional.ofNullable(now).map(Versioned::version).filter(mine::equals);
  }

  @Override
  public boolean remove(TagKey key, String version) {
    return entries.computeIfPresent(
            key, (_, there) -> there.version().equals(version) ? null : there)
        == null;
  }

  @Override
  public List<Versioned> unfinished() {
    return entries.values().stream().filter(there -> there.entry().isUnfinished()).toList();
  }

  @Override
  public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
    return entries.values().stream()
        .filter(there -> there.entry().isOf(repository, digest))
        .toList();
  }

  @Override
  public List<Versioned> all() {
    return List.copyOf(entries.values());
  }

  /**
   * Says what a person would write into {@code spec.accept}; like that, it makes a new version.
   *
   * @param word empty: takes it back
   * @return false: there is no such entry
   */
  public boolean accept(TagKey key, Optional<Acceptance> word) {
    return entries.computeIfPresent(
            key,
            (_, there) ->
                new Versioned(there.entry().change().acceptance(word).build(), nextVersion()))
        != null;
  }

  private static TagEntry withAcceptanceOf(Optional<Versioned> before, TagEntry next) {
    return next.change().acceptance(before.flatMap(there -> there.entry().acceptance())).build();
  }

  private String nextVersion() {
    return Long.toString(lastVersion.incrementAndGet());
  }
}

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
 * A ledger in the memory of one process, for demo and tests. Versions are numbers that are used
 * once only, also for an entry that was removed and created again.
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
    String newVersion = nextVersion();
    Versioned stored =
        entries.compute(
            next.key(),
            (key, current) -> {
              Optional<Versioned> before = Optional.ofNullable(current);
              return before.map(Versioned::version).equals(version)
                  ? new Versioned(with(next, writtenIn(before)), newVersion)
                  : current;
            });
    return Optional.ofNullable(stored).map(Versioned::version).filter(newVersion::equals);
  }

  @Override
  public boolean remove(TagKey key, String version) {
    return entries.computeIfPresent(
            key, (_, current) -> current.version().equals(version) ? null : current)
        == null;
  }

  @Override
  public List<Versioned> unfinished() {
    return entries.values().stream().filter(current -> current.entry().isUnfinished()).toList();
  }

  @Override
  public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
    return entries.values().stream()
        .filter(current -> current.entry().isOf(repository, digest))
        .toList();
  }

  @Override
  public List<Versioned> all() {
    return List.copyOf(entries.values());
  }

  /**
   * Sets what people would write into the object; this gives the entry a new version.
   *
   * @param written empty: removes what stands there
   * @return false: there is no such entry
   */
  public boolean accept(TagKey key, List<Acceptance> written) {
    return entries.computeIfPresent(
            key, (_, current) -> new Versioned(with(current.entry(), written), nextVersion()))
        != null;
  }

  private static List<Acceptance> writtenIn(Optional<Versioned> before) {
    return before.map(current -> current.entry().acceptances().written()).orElse(List.of());
  }

  private static TagEntry with(TagEntry entry, List<Acceptance> written) {
    return entry.change().acceptances(entry.acceptances().beside(written, List.of())).build();
  }

  private String nextVersion() {
    return Long.toString(lastVersion.incrementAndGet());
  }
}

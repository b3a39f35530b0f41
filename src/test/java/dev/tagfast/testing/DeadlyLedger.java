package dev.tagfast.testing;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import java.util.List;
import java.util.Optional;

/**
 * A ledger whose caller may die before a request and, worse, between a write and its answer.
 *
 * @param store where it is really kept
 * @param perhapsDie may throw
 */
public record DeadlyLedger(TagLedger store, Runnable perhapsDie) implements TagLedger {
  @Override
  public Optional<Versioned> read(TagKey key) {
    perhapsDie.run();
    return store.read(key);
  }

  @Override
  public Optional<String> write(TagEntry next, Optional<String> version) {
    perhapsDie.run();
    Optional<String> written = store.write(next, version);
    perhapsDie.run();
    return written;
  }

  @Override
  public boolean remove(TagKey key, String version) {
    return store.remove(key, version);
  }

  @Override
  public List<Versioned> unfinished() {
    perhapsDie.run();
    return store.unfinished();
  }

  @Override
  public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
    perhapsDie.run();
    return store.ofRepository(repository, digest);
  }

  @Override
  public List<Versioned> all() {
    return store.all();
  }

  @Override
  public Optional<String> identity() {
    perhapsDie.run();
    return store.identity();
  }
}

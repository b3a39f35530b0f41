package dev.tagfast.reconcile;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import java.util.List;
import java.util.Optional;

/** A ledger that is told from others, as one in a cluster is. */
record OwnedLedger(TagLedger store, Optional<String> identity) implements TagLedger {
  @Override
  public Optional<Versioned> read(TagKey key) {
    return store.read(key);
  }

  @Override
  public Optional<String> write(TagEntry next, Optional<String> version) {
    return store.write(next, version);
  }

  @Override
  public boolean remove(TagKey key, String version) {
    return store.remove(key, version);
  }

  @Override
  public List<Versioned> unfinished() {
    return store.unfinished();
  }

  @Override
  public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
    return store.ofRepository(repository, digest);
  }

  @Override
  public List<Versioned> all() {
    return store.all();
  }
}

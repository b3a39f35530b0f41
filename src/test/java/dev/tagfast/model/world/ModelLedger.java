package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The real store in memory, behind the wire. Each write is compared with what was there. */
final class ModelLedger implements TagLedger {
  private final Wire wire;
  private final EffectChecks effects;
  private final LedgerChecks checks;
  private final MemoryTagLedger store = new MemoryTagLedger();

  ModelLedger(Wire wire, EffectChecks effects, LedgerChecks checks) {
    this.wire = wire;
    this.effects = effects;
    this.checks = checks;
  }

  /** What is stored; no request. */
  Optional<TagEntry> entry(ModelTag tag) {
    return store.read(tag.key()).map(Versioned::entry);
  }

  /** A person accepts, or takes that back. False: there is no object to write it into. */
  boolean accept(ModelTag tag, Optional<Acceptance> acceptance) {
    return store.accept(tag.key(), acceptance.stream().toList());
  }

  @Override
  public Optional<Versioned> read(TagKey key) {
    ModelTag tag = ModelTag.of(key);
    Optional<Versioned> read = ask(Optional.of(tag), () -> store.read(key));
    effects.learned(tag, read.map(Versioned::entry));
    return read;
  }

  @Override
  public Optional<String> write(TagEntry next, Optional<String> version) {
    ModelTag tag = ModelTag.of(next.key());
    Optional<String> written =
        ask(
            Optional.of(tag),
            () -> {
              Optional<TagEntry> before = entry(tag);
              Optional<String> done = store.write(next, version);
              if (done.isPresent()) {
                checks.written(tag, before, entry(tag).orElseThrow());
              }
              return done;
            });
    if (written.isPresent()) {
      effects.learned(tag, Optional.of(next));
    } else {
      Wire.skipNextWait();
    }
    return written;
  }

  @Override
  public boolean remove(TagKey key, String version) {
    ModelTag tag = ModelTag.of(key);
    return ask(
        Optional.of(tag),
        () -> {
          Optional<TagEntry> before = entry(tag);
          boolean removed = store.remove(key, version);
          if (removed) {
            before.ifPresent(entry -> checks.removed(tag, entry));
          }
          return removed;
        });
  }

  @Override
  public List<Versioned> unfinished() {
    return ask(Optional.empty(), store::unfinished);
  }

  @Override
  public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
    return ask(Optional.empty(), () -> store.ofRepository(repository, digest));
  }

  @Override
  public List<Versioned> all() {
    return ask(Optional.empty(), store::all);
  }

  private <T> T ask(Optional<ModelTag> tag, Supplier<T> work) {
    return wire.request(Service.API_SERVER, tag, work, unavailable());
  }

  private static <T> Function<String, T> unavailable() {
    return why -> {
      throw new LedgerUnavailable(why, new IllegalStateException(why));
    };
  }
}

package dev.tagfast.decide;

import dev.tagfast.ledger.Observation;
import dev.tagfast.ledger.TagEntry;
import java.util.Optional;

/**
 * All that follows from one look at one tag.
 *
 * @param observation what is new
 * @param verdict what was decided
 * @param next the entry to write by compare-and-set, intents in its outbox; empty: an unchanged
 *     event writes nothing
 */
public record Decision(Observation observation, Verdict verdict, Optional<TagEntry> next) {}

package dev.tagfast.decide;

import dev.tagfast.ledger.Observation;
import dev.tagfast.ledger.TagEntry;
import java.util.Optional;

/**
 * The result of judging one look at one tag.
 *
 * @param observation what is new
 * @param verdict what was decided
 * @param next the entry to write by compare-and-set, with intents in its outbox; empty: nothing
 *     changed, so nothing is written
 */
public record Decision(Observation observation, Verdict verdict, Optional<TagEntry> next) {}

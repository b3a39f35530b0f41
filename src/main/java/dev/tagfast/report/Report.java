package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import java.time.Instant;
import java.util.Optional;

/**
 * A report: one thing that happened, for people and programs.
 *
 * @param id hash of key, generation and kind (and workload); a repeat has the same id
 * @param kind what is reported
 * @param key the tag
 * @param reason why
 * @param from the digest before; empty if there was none
 * @param to the digest after; empty if there is none
 * @param cause what triggered the observation
 * @param rollout the workload, for the rollout kinds
 * @param detail for people: what it means and what to do
 * @param at when
 */
public record Report(
    String id,
    ReportKind kind,
    TagKey key,
    Reason reason,
    Optional<Digest> from,
    Optional<Digest> to,
    Cause cause,
    Optional<RolloutResult> rollout,
    String detail,
    Instant at) {}

package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.manifest.ManifestFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that people or programs are told.
 *
 * @param id hash of the tag's entry, its generation, kind and digests (and workload): the same at
 *     every repeat
 * @param kind what is reported
 * @param key the tag
 * @param reason why
 * @param from the digest before; absent where there was none
 * @param to the digest after; absent where there is none
 * @param fromImage what was read of {@code from}; absent: nothing, or it is forgotten
 * @param toImage what was read of {@code to}; absent: nothing, or it is forgotten
 * @param cause what made us look
 * @param rollout the workload it is about, for the rollout kinds
 * @param situation the mode and the followers; absent: it is about one workload, or they do not
 *     matter
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
    Optional<ManifestFacts> fromImage,
    Optional<ManifestFacts> toImage,
    Cause cause,
    Optional<RolloutResult> rollout,
    Optional<Situation> situation,
    String detail,
    Instant at) {}

package dev.tagfast.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tagfast.act.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.intake.dialect.Ignored;
import dev.tagfast.observe.Observation;
import dev.tagfast.report.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer of the webhook door: one entry per thing found in the request, in its order. Stable
 * and documented in {@code docs/http-api.md}; absent values are written as null.
 */
@RegisterForReflection
record WebhookAnswer(List<Entry> events) {
  /** Copies the list. */
  WebhookAnswer {
    events = List.copyOf(events);
  }

  /** What was understood of one thing, and what became of it. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Entry(
      String action,
      Optional<String> ignored,
      Optional<String> registry,
      Optional<String> repository,
      Optional<String> tag,
      Optional<String> digest,
      Optional<String> mediaType,
      Optional<String> eventId,
      Optional<String> actor,
      Optional<String> pushedAt,
      Optional<String> refused,
      Optional<String> observation,
      Optional<String> verdict,
      Optional<String> reason,
      List<Rollout> rollouts) {
    /** An entry with the names as they are shown. */
    static Entry of(
        DialectEntry entry,
        Optional<String> registry,
        Optional<String> repository,
        Optional<Reason> refused,
        Optional<Outcome> outcome) {
      return new Entry(
          entry.action().word(),
          entry.ignored().map(Ignored::word),
          registry,
          repository,
          entry.tag(),
          entry.digest().map(Digest::value),
          entry.mediaType(),
          entry.id(),
          entry.actor(),
          entry.pushedAt().map(Instant::toString),
          refused.or(() -> outcome.flatMap(Outcome::refused)).map(Reason::word),
          outcome.flatMap(Outcome::observation).map(Observation::word),
          outcome.flatMap(Outcome::verdict).map(verdict -> verdict.word()),
          outcome.flatMap(Outcome::verdict).map(verdict -> verdict.reason().word()),
          outcome.map(Outcome::rollouts).orElse(List.of()).stream().map(Rollout::of).toList());
    }
  }

  /** What became of one workload. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Rollout(
      String workload,
      List<String> containers,
      String reason,
      Optional<String> from,
      String to,
      String detail) {
    static Rollout of(RolloutResult result) {
      return new Rollout(
          result.workload().toString(),
          result.containers(),
          result.reason().word(),
          result.from().map(Digest::value),
          result.to().value(),
          result.detail());
    }
  }
}

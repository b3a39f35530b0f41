package dev.tagfast.intake.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.intake.delivery.EventStatus;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.source.ClassifiedEntry;
import dev.tagfast.ledger.Observation;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.report.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer of the webhook door: one entry for each entry of the request, in its order. A delete
 * that names no tag has one entry for each tag that it affects. The format is stable and documented
 * in {@code docs/http-api.md}; absent values are written as null.
 */
@RegisterForReflection
public record WebhookAnswer(List<Entry> events) {
  public WebhookAnswer {
    events = List.copyOf(events);
  }

  /** What Tagfast read from one entry, and the outcome. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Entry(
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
      Optional<Image> image,
      Optional<String> verdict,
      Optional<String> reason,
      Optional<String> why,
      List<Rollout> rollouts) {
    private static final int LONGEST_WHY = 500;

    /**
     * Builds the answer for one entry, with its display names.
     *
     * @param status of the entry, or of one of the tags that a delete affects; absent if nothing
     *     was handled
     */
    static Entry of(ClassifiedEntry classified, Optional<EventStatus> status) {
      NotificationEntry entry = classified.entry();
      Optional<Outcome> outcome = status.flatMap(Entry::outcome);
      return new Entry(
          entry.action().word(),
          // The reason of a delete without a tag, or of a chart, is shown only if no tag was
          // handled or forwarded for it.
          entry
              .ignored()
              .filter(_ -> status.isEmpty() && classified.refused().isEmpty())
              .map(IgnoreReason::word),
          classified.registry(),
          classified.repository(),
          outcome.map(known -> known.event().key().tag().value()).or(entry::tag),
          entry.digest().map(Digest::value),
          entry.mediaType(),
          entry.id(),
          entry.actor(),
          entry.pushedAt().map(Instant::toString),
          classified.refused().or(() -> outcome.flatMap(Outcome::refused)).map(Reason::word),
          outcome.flatMap(Outcome::observation).map(Observation::word),
          outcome.flatMap(Outcome::image).map(Image::of),
          outcome.flatMap(Outcome::verdict).map(Verdict::word),
          status.flatMap(Entry::reason).map(Reason::word),
          outcome
              .flatMap(Outcome::why)
              .or(() -> classified.refused().flatMap(reason -> why(reason, classified)))
              .map(why -> UntrustedText.clean(why, LONGEST_WHY)),
          outcome.map(Outcome::rollouts).orElse(List.of()).stream().map(Rollout::of).toList());
    }

    private static Optional<String> why(Reason refused, ClassifiedEntry classified) {
      return refused == Reason.REGISTRY_NOT_LISTED
          ? classified
              .registry()
              .map(
                  "The registry %1$s is not listed. List it: tagfast.registries.NAME.host=%1$s; or, if it is another name of a listed one, add it to that one's .aliases."
                      ::formatted)
          : Optional.empty();
    }

    private static Optional<Outcome> outcome(EventStatus status) {
      return switch (status) {
        case EventStatus.Done(Outcome outcome) -> Optional.of(outcome);
        case EventStatus.InProgress(Outcome soFar) -> Optional.of(soFar);
        case EventStatus.Forwarded() -> Optional.empty();
      };
    }

    private static Optional<Reason> reason(EventStatus status) {
      return switch (status) {
        case EventStatus.Done(Outcome outcome) -> outcome.verdict().map(Verdict::reason);
        case EventStatus.InProgress _ -> Optional.of(Reason.IN_HAND);
        case EventStatus.Forwarded() -> Optional.of(Reason.FORWARDED);
      };
    }
  }

  /**
   * What was read of the manifest that the tag shows. All but the kind is text of whoever pushed,
   * cleaned and cut.
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Image(
      String kind,
      List<String> platforms,
      Optional<String> source,
      Optional<String> revision,
      Optional<String> created,
      Optional<String> version) {
    static Image of(ManifestFacts facts) {
      return new Image(
          facts.kind().word(),
          facts.platformNames(),
          facts.build().source(),
          facts.build().revision(),
          facts.build().created(),
          facts.build().version());
    }
  }

  /** The result of one workload. */
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

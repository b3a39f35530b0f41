package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.Followers;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Lease;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.approval.UsedApprovals;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import dev.tagfast.manifest.ManifestCopy;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of an {@code ImageTag}: a {@link TagEntry} as JSON, which says what each field means.
 * The schema is generated from this class; {@link ImageTagReader} reads objects and {@link
 * ImageTagWriter} writes them. The API server refuses what exceeds the bounds.
 *
 * @param summary the columns of {@code kubectl get imagetags}; for people
 * @param conditions {@code Ready}, as the Kubernetes convention says; for people and programs
 * @param acceptedKind what the accepted manifest describes; for people
 * @param acceptedRevision the commit that the accepted image was built from; for people
 * @param lastMoved when the tag changed last; for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record ImageTagStatus(
    @JsonPropertyDescription("How the tag stands") @Required TagState state,
    @JsonPropertyDescription("Since when it stands so") @Nullable Instant since,
    @JsonPropertyDescription("For the columns of kubectl get") @Nullable SummaryJson summary,
    @JsonPropertyDescription("Since when the condition Ready has its status")
        @Nullable Instant readySince,
    @JsonPropertyDescription("Ready: nothing waits for a person") @Size(max = 1)
        List<ConditionJson> conditions,
    @JsonPropertyDescription("The digest it is held to, and how it became so")
        @Nullable AcceptedJson accepted,
    @JsonPropertyDescription("What the accepted manifest describes") @Pattern(MANIFEST_KIND)
        @Nullable String acceptedKind,
    @JsonPropertyDescription("The commit of the accepted image, as its build wrote it")
        @Size(max = LONGEST_TEXT)
        @Nullable String acceptedRevision,
    @JsonPropertyDescription("What it showed last") @Pattern(ImageTagSpec.DIGEST)
        @Nullable String seen,
    @JsonPropertyDescription("What an event named and the tag was never seen to have")
        @Pattern(ImageTagSpec.DIGEST)
        @Nullable String claimed,
    @JsonPropertyDescription("What events named and no later look has decided yet")
        @Size(max = TagEntry.MOST_CLAIMS)
        List<ClaimJson> claims,
    @JsonPropertyDescription("Counts the changes that demanded something") @Required @Min(0)
        long generation,
    @JsonPropertyDescription("How often it changed, in all") @Required @Min(0) long moves,
    @JsonPropertyDescription("When it changed last") @Nullable Instant lastMoved,
    @JsonPropertyDescription("The last moves, oldest first") @Size(max = TagEntry.LONGEST_HISTORY)
        List<MoveJson> history,
    @JsonPropertyDescription("Seen by an overwrite of this tag and not accepted, newest last")
        @Size(max = TagEntry.MOST_QUARANTINED)
        List<@Pattern(ImageTagSpec.DIGEST) String> quarantined,
    @JsonPropertyDescription("What was read of the digests that it showed, each once")
        @Size(max = KnownManifests.MOST + 2)
        List<ManifestJson> manifests,
    @JsonPropertyDescription(
            "Whether the registry still had the accepted manifest when the tag moved off it")
        @Nullable Displaced displaced,
    @JsonPropertyDescription("When it was restored, as far back as it counts") @Size(max = 50)
        List<Instant> restores,
    @JsonPropertyDescription("Whether the next reconcile must look, whoever follows it")
        boolean lookAgain,
    @JsonPropertyDescription("Why the last look did not show the tag")
        @Size(max = TagEntry.LONGEST_WHY)
        @Nullable String lookAgainWhy,
    @JsonPropertyDescription("Ids of reports that every look would bring again")
        @Size(max = TagEntry.MOST_TOLD)
        List<String> told,
    @JsonPropertyDescription("What is recorded and not done") @Size(max = TagEntry.MOST_OPEN)
        List<IntentJson> outbox,
    @JsonPropertyDescription("Who is doing it") @Nullable LeaseJson lease,
    @JsonPropertyDescription("What people accepted, and when it was used")
        @Size(max = Acceptances.MOST)
        List<RememberedJson> acceptances,
    @JsonPropertyDescription(
            "What people wrote to accept something and Tagfast does not understand")
        @Size(max = 2)
        List<UnreadJson> unreadAcceptances,
    @JsonPropertyDescription("The TagApprovals that were used and could count otherwise")
        @Size(max = UsedApprovals.MOST)
        List<UsedApprovalJson> approvals,
    @JsonPropertyDescription("How many workloads followed it at the last look") @Min(0)
        int followers,
    @JsonPropertyDescription("How many of them wait for a person") @Min(0) int heldFollowers,
    @JsonPropertyDescription("How they stood, those that wait for a person first")
        @Size(max = Followers.MOST)
        List<FollowerJson> workloads,
    @JsonPropertyDescription("Every rollout of a lower generation was told") @Min(0)
        long rolloutsToldBelow,
    @JsonPropertyDescription("The rollouts that go on, oldest first")
        @Size(max = FollowedRollouts.MOST)
        List<RollingJson> rolling,
    @JsonPropertyDescription("What the registry keeps by a tag tagfast-keep-…, oldest first")
        @Size(max = TagEntry.MOST_KEPT)
        List<KeptJson> kept,
    @JsonPropertyDescription("When it was seen first") @Required Instant firstSeen,
    @JsonPropertyDescription("When Tagfast wrote this last") @Required Instant touched) {
  private static final int LONGEST_TEXT = 253;
  private static final String MANIFEST_KIND = "^[A-Za-z0-9]{1,32}$";

  /** Reads an absent list as an empty one. */
  public ImageTagStatus {
    history = List.copyOf(Objects.requireNonNullElse(history, List.of()));
    quarantined = List.copyOf(Objects.requireNonNullElse(quarantined, List.of()));
    manifests = List.copyOf(Objects.requireNonNullElse(manifests, List.of()));
    restores = List.copyOf(Objects.requireNonNullElse(restores, List.of()));
    told = List.copyOf(Objects.requireNonNullElse(told, List.of()));
    outbox = List.copyOf(Objects.requireNonNullElse(outbox, List.of()));
    claims = List.copyOf(Objects.requireNonNullElse(claims, List.of()));
    acceptances = List.copyOf(Objects.requireNonNullElse(acceptances, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    unreadAcceptances = List.copyOf(Objects.requireNonNullElse(unreadAcceptances, List.of()));
    approvals = List.copyOf(Objects.requireNonNullElse(approvals, List.of()));
    workloads = List.copyOf(Objects.requireNonNullElse(workloads, List.of()));
    rolling = List.copyOf(Objects.requireNonNullElse(rolling, List.of()));
    kept = List.copyOf(Objects.requireNonNullElse(kept, List.of()));
  }

  /** An {@link ImageTagSummary} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record SummaryJson(
      @Size(max = LONGEST_TEXT) @Nullable String accepted,
      @Size(max = LONGEST_TEXT) @Nullable String shows,
      @Size(max = LONGEST_TEXT) @Nullable String by,
      @Size(max = LONGEST_TEXT) @Nullable String followed) {}

  /** A condition as {@code metav1.Condition} defines it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record ConditionJson(
      @Required @Size(max = 316) String type,
      @Required @Pattern("^(True|False|Unknown)$") String status,
      @Required Instant lastTransitionTime,
      @Required @Size(max = 1024) String reason,
      @Required @Size(max = 32_768) String message) {}

  /** A {@link dev.tagfast.ledger.FollowerState} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record FollowerJson(
      @Required @Size(max = 600) String workload,
      List<@Size(max = 63) String> containers,
      @Required @Size(max = LONGEST_TEXT) String state,
      boolean held,
      @Pattern(ImageTagSpec.DIGEST) @Nullable String pinned,
      @Size(max = FollowerState.LONGEST_DETAIL) @Nullable String detail) {}

  /** A {@link FollowedRollouts.Rolling} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record RollingJson(
      @Required @Size(max = 600) String workload,
      @Required Instant at,
      @Required @Min(0) long generation,
      boolean failed) {}

  /** A {@link KeptDigest} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record KeptJson(
      @Required @Pattern(ImageTagSpec.DIGEST) String digest,
      @Size(max = KeptDigest.MOST_CHILDREN)
          @Nullable List<@Pattern("^[a-f0-9]{1,64}$") String> children,
      @Required Instant at,
      @Size(max = KeptDigest.LONGEST_WHY) @Nullable String refused,
      @Nullable Instant unusedSince) {}

  /** An {@link Intent.About} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record AboutJson(
      @Required @Size(max = LONGEST_TEXT) String apiVersion,
      @Required @Size(max = LONGEST_TEXT) String kind,
      @Required @Size(max = LONGEST_TEXT) String namespace,
      @Required @Size(max = LONGEST_TEXT) String name,
      @Size(max = LONGEST_TEXT) String uid,
      List<@Size(max = 63) String> containers,
      @Min(0) @Nullable Long tookMillis) {}

  /** An {@link dev.tagfast.ledger.UnreadAcceptance} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record UnreadJson(
      @Required @Size(max = LONGEST_TEXT) String place,
      @Required @Size(max = LONGEST_TEXT) String text,
      @Required @Size(max = LONGEST_TEXT) String problem) {}

  /** A {@link dev.tagfast.ledger.approval.UsedApproval} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record UsedApprovalJson(
      @Required @Size(max = 63) String uid,
      @Required @Size(max = LONGEST_TEXT) String name,
      @Required @Pattern(ImageTagSpec.DIGEST) String digest,
      @Required Instant at,
      @Required Instant until) {}

  /** An {@link AcceptedDigest} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record AcceptedJson(
      @Required @Pattern(ImageTagSpec.DIGEST) String digest,
      @Required Provenance provenance,
      boolean seen,
      @Required Instant at) {}

  /** A {@link dev.tagfast.ledger.Claim} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record ClaimJson(
      @Required @Pattern(ImageTagSpec.DIGEST) String digest, @Required CauseJson cause) {}

  /**
   * A {@link dev.tagfast.ledger.RememberedAcceptance} as JSON.
   *
   * @param waitsUntil when it stops to count; absent once it is used
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record RememberedJson(
      @Required @Pattern(ImageTagSpec.DIGEST) String digest,
      @Nullable Instant until,
      @Size(max = LONGEST_TEXT) @Nullable String by,
      @Required Instant since,
      @Nullable Instant used,
      @Nullable Instant waitsUntil) {}

  /** A {@link Move} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record MoveJson(
      @Pattern(ImageTagSpec.DIGEST) @Nullable String from,
      @Pattern(ImageTagSpec.DIGEST) @Nullable String to,
      @Required Instant at,
      @Required CauseJson cause,
      @Required @Size(max = LONGEST_TEXT) String reason) {}

  /**
   * A {@link dev.tagfast.ledger.KnownManifest} as JSON; {@code ManifestFactsJson} decides the
   * fields.
   *
   * @param children how many manifests an index lists; with more than 64 none of them is here
   * @param copy the manifest's bytes, gzip in base64; of the accepted and the shown digest alone
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record ManifestJson(
      @Required @Pattern(ImageTagSpec.DIGEST) String digest,
      @Required @Pattern(MANIFEST_KIND) String kind,
      @Size(max = 255) String mediaType,
      long size,
      @Size(max = 255) @Nullable String config,
      @Size(max = 255) @Nullable String artifactType,
      @Nullable Integer children,
      @Nullable List<PlatformJson> platforms,
      @Nullable List<@Pattern(ImageTagSpec.DIGEST) String> attestations,
      @Nullable @Pattern(ImageTagSpec.DIGEST) String subject,
      @Size(max = 200) @Nullable String source,
      @Size(max = LONGEST_TEXT) @Nullable String revision,
      @Size(max = LONGEST_TEXT) @Nullable String created,
      @Size(max = LONGEST_TEXT) @Nullable String version,
      @Size(max = ManifestCopy.MAX_STORED) @Nullable String copy) {}

  /** A child of an index as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record PlatformJson(
      @Required @Pattern(ImageTagSpec.DIGEST) String digest,
      @Size(max = LONGEST_TEXT) @Nullable String platform) {}

  /** A {@link Cause} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record CauseJson(
      @Required @Size(max = LONGEST_TEXT) String source,
      @Size(max = LONGEST_TEXT) @Nullable String event,
      @Size(max = LONGEST_TEXT) @Nullable String actor) {}

  /**
   * An {@link Intent} as JSON; its kind decides which fields it has.
   *
   * @param report of a {@code Tell}: the name of a {@code ReportKind}
   * @param alert of a {@code Tell}: whether it alerts people; absent: it does
   * @param workload of a {@code Tell}: what it is about; absent: the tag
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record IntentJson(
      @Required IntentKind kind,
      @Size(max = LONGEST_TEXT) @Nullable String id,
      @Size(max = LONGEST_TEXT) @Nullable String report,
      @Pattern(ImageTagSpec.DIGEST) @Nullable String from,
      @Pattern(ImageTagSpec.DIGEST) @Nullable String to,
      @Pattern(ImageTagSpec.DIGEST) @Nullable String over,
      @Size(max = LONGEST_TEXT) @Nullable String reason,
      @Size(max = LONGEST_TEXT) @Nullable String detail,
      @Nullable Boolean alert,
      @Nullable AboutJson workload,
      @Required CauseJson cause) {}

  /** The kinds of {@link Intent}. */
  @RegisterForReflection
  public enum IntentKind {
    @JsonProperty("Rollout")
    ROLLOUT,
    @JsonProperty("Restore")
    RESTORE,
    @JsonProperty("Anchor")
    ANCHOR,
    @JsonProperty("Tell")
    TELL
  }

  /** A {@link Lease} as JSON. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record LeaseJson(
      @Required @Size(max = LONGEST_TEXT) String owner, @Required Instant until) {}
}

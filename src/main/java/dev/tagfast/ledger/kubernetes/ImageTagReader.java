package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.kubernetes.StoredFields.digest;
import static dev.tagfast.ledger.kubernetes.StoredFields.enumValue;
import static dev.tagfast.ledger.kubernetes.StoredFields.list;
import static dev.tagfast.ledger.kubernetes.StoredFields.number;
import static dev.tagfast.ledger.kubernetes.StoredFields.optional;
import static dev.tagfast.ledger.kubernetes.StoredFields.present;
import static dev.tagfast.ledger.kubernetes.StoredFields.read;
import static dev.tagfast.ledger.kubernetes.StoredFields.required;
import static dev.tagfast.ledger.kubernetes.StoredFields.requiredDigest;
import static dev.tagfast.ledger.kubernetes.StoredFields.requiredInstant;
import static dev.tagfast.ledger.kubernetes.StoredFields.requiredText;
import static dev.tagfast.ledger.kubernetes.StoredFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.Followers;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Lease;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.RememberedAcceptance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.UnreadAcceptance;
import dev.tagfast.ledger.approval.UsedApproval;
import dev.tagfast.ledger.approval.UsedApprovals;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import dev.tagfast.manifest.ManifestFactsJson;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Parses a stored object into an entry. Pure. Tagfast writes the status, so it must be complete.
 */
final class ImageTagReader {
  private ImageTagReader() {}

  /**
   * Parses one object.
   *
   * @param body {@code spec} and {@code status}
   * @throws IllegalArgumentException if it cannot be read; {@link UnreadableField} says where
   */
  static TagEntry entry(ObjectMeta metadata, JsonNode body) {
    JsonNode spec = body.path("spec");
    if (!spec.isObject()) {
      throw new IllegalArgumentException("it has no spec");
    }
    TagKey key = read("spec", spec, ImageTagReader::key);
    String expected = ImageTagName.of(key);
    if (!expected.equals(metadata.getName())) {
      throw new IllegalArgumentException("it says " + key + ", whose object is " + expected);
    }
    // A person may create the object before the first event, to accept a digest in advance.
    TagEntry entry =
        optional(body, "status", status -> entry(key, status))
            .orElseGet(() -> TagEntry.blank(key, Instant.parse(metadata.getCreationTimestamp())));
    return entry.change().acceptances(WrittenAcceptances.of(metadata, spec, entry)).build();
  }

  private static TagKey key(JsonNode spec) {
    return new TagKey(
        new Repository(requiredText(spec, "registry"), requiredText(spec, "repository")),
        required(spec, "tag", tag -> new Tag(tag.asText())));
  }

  private static TagEntry entry(TagKey key, JsonNode status) {
    return new TagEntry(
        key,
        number(status, "generation"),
        enumValue(TagState.class, status, "state"),
        optional(status, "accepted", ImageTagReader::accepted),
        digest(status, "seen"),
        digest(status, "claimed"),
        list(status, "claims", ImageTagReader::claim),
        number(status, "moves"),
        list(status, "history", ImageTagReader::move),
        list(status, "quarantined", element -> new Digest(element.asText())),
        new KnownManifests(manifests(status)),
        present(status, "displaced").map(_ -> enumValue(Displaced.class, status, "displaced")),
        list(status, "restores", StoredFields::instant),
        status.path("lookAgain").booleanValue(),
        present(status, "lookAgainWhy").map(JsonNode::asText),
        list(status, "told", JsonNode::asText),
        list(status, "outbox", ImageTagReader::intent),
        optional(
            status,
            "lease",
            lease -> new Lease(requiredText(lease, "owner"), requiredInstant(lease, "until"))),
        new Acceptances(
            List.of(),
            List.of(),
            list(status, "acceptances", ImageTagReader::remembered),
            list(status, "unreadAcceptances", ImageTagReader::unread),
            new UsedApprovals(list(status, "approvals", ImageTagReader::usedApproval))),
        new Followers(
            count(status, "followers"),
            count(status, "heldFollowers"),
            list(status, "workloads", ImageTagReader::follower)),
        new FollowedRollouts(
            status.path("rolloutsToldBelow").longValue(),
            list(status, "rolling", ImageTagReader::rolling)),
        list(status, "kept", ImageTagReader::kept),
        since(status),
        optional(status, "readySince", StoredFields::instant).orElseGet(() -> since(status)),
        requiredInstant(status, "firstSeen"),
        requiredInstant(status, "touched"));
  }

  /** Entries of earlier versions do not say: then the last move began it. */
  private static Instant since(JsonNode status) {
    return optional(status, "since", StoredFields::instant)
        .or(() -> optional(status, "lastMoved", StoredFields::instant))
        .orElseGet(() -> requiredInstant(status, "firstSeen"));
  }

  private static int count(JsonNode status, String field) {
    return status.path(field).intValue();
  }

  private static FollowerState follower(JsonNode json) {
    return new FollowerState(
        requiredText(json, "workload"),
        list(json, "containers", JsonNode::asText),
        requiredText(json, "state"),
        json.path("held").booleanValue(),
        digest(json, "pinned"),
        text(json, "detail").orElse(""));
  }

  private static FollowedRollouts.Rolling rolling(JsonNode json) {
    return new FollowedRollouts.Rolling(
        requiredText(json, "workload"),
        requiredInstant(json, "at"),
        number(json, "generation"),
        json.path("failed").booleanValue());
  }

  private static UnreadAcceptance unread(JsonNode json) {
    return new UnreadAcceptance(
        requiredText(json, "place"), requiredText(json, "text"), requiredText(json, "problem"));
  }

  /** Leaves out what cannot be read: it is read again from the registry. */
  private static List<KnownManifest> manifests(JsonNode status) {
    return status
        .path("manifests")
        .valueStream()
        .map(ImageTagReader::manifest)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<KnownManifest> manifest(JsonNode json) {
    return text(json, "digest")
        .flatMap(Digest::ifValid)
        .flatMap(
            digest ->
                ManifestFactsJson.read(json)
                    .map(facts -> new KnownManifest(digest, facts, text(json, "copy"))));
  }

  private static RememberedAcceptance remembered(JsonNode json) {
    return new RememberedAcceptance(
        new Acceptance(
            requiredDigest(json, "digest"),
            optional(json, "until", StoredFields::instant),
            text(json, "by")),
        requiredInstant(json, "since"),
        optional(json, "used", StoredFields::instant));
  }

  private static UsedApproval usedApproval(JsonNode json) {
    return new UsedApproval(
        requiredText(json, "uid"),
        requiredText(json, "name"),
        requiredDigest(json, "digest"),
        requiredInstant(json, "at"),
        requiredInstant(json, "until"));
  }

  private static Claim claim(JsonNode json) {
    return new Claim(requiredDigest(json, "digest"), cause(json));
  }

  private static KeptDigest kept(JsonNode json) {
    return new KeptDigest(
        requiredDigest(json, "digest"),
        list(json, "children", JsonNode::asText),
        requiredInstant(json, "at"),
        text(json, "refused"),
        optional(json, "unusedSince", StoredFields::instant));
  }

  private static AcceptedDigest accepted(JsonNode held) {
    return new AcceptedDigest(
        requiredDigest(held, "digest"),
        enumValue(Provenance.class, held, "provenance"),
        held.path("seen").booleanValue(),
        requiredInstant(held, "at"));
  }

  private static Move move(JsonNode change) {
    return new Move(
        digest(change, "from"),
        digest(change, "to"),
        requiredInstant(change, "at"),
        cause(change),
        requiredText(change, "reason"));
  }

  private static Cause cause(JsonNode parent) {
    return required(
        parent,
        "cause",
        cause ->
            new Cause(requiredText(cause, "source"), text(cause, "event"), text(cause, "actor")));
  }

  private static Intent intent(JsonNode item) {
    Cause cause = cause(item);
    return switch (enumValue(ImageTagStatus.IntentKind.class, item, "kind")) {
      case ROLLOUT -> new Intent.Rollout(requiredDigest(item, "to"), cause);
      case RESTORE ->
          new Intent.Restore(requiredDigest(item, "to"), requiredDigest(item, "over"), cause);
      case ANCHOR -> new Intent.Anchor(requiredDigest(item, "to"), cause);
      case TELL ->
          new Intent.Tell(
              requiredText(item, "id"),
              requiredText(item, "report"),
              digest(item, "from"),
              digest(item, "to"),
              requiredText(item, "reason"),
              text(item, "detail").orElse(""),
              item.path("alert").asBoolean(true),
              cause,
              optional(item, "workload", ImageTagReader::about));
    };
  }

  private static Intent.About about(JsonNode json) {
    return new Intent.About(
        requiredText(json, "apiVersion"),
        requiredText(json, "kind"),
        requiredText(json, "namespace"),
        requiredText(json, "name"),
        text(json, "uid").orElse(""),
        list(json, "containers", JsonNode::asText),
        present(json, "tookMillis").map(JsonNode::asLong).map(Duration::ofMillis));
  }
}

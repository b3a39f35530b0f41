package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.RememberedAcceptance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadAcceptance;
import dev.tagfast.ledger.approval.UsedApproval;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestFactsJson;
import dev.tagfast.manifest.PlatformChild;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an entry as the JSON that is stored. Pure. The fields are those of {@link ImageTagSpec}
 * and {@link ImageTagStatus}.
 */
final class ImageTagWriter {
  /** An index with more children is found by the first of them alone. */
  private static final int MAX_CHILD_LABELS = 32;

  private ImageTagWriter() {}

  private static List<String> childLabels(KnownManifest index) {
    return Stream.concat(
            index.facts().children().stream().map(PlatformChild::digest),
            index.facts().attestations().stream())
        .limit(MAX_CHILD_LABELS)
        .map(ImageTagName::childLabel)
        .toList();
  }

  /**
   * A new object. This is the only place that writes {@code spec}; it never writes {@code accept}.
   */
  static GenericKubernetesResource create(TagEntry entry, String namespace) {
    GenericKubernetesResource tag = named(ImageTagName.of(entry.key()), namespace);
    tag.getMetadata().setLabels(present(labels(entry)));
    tag.setAdditionalProperty(
        "spec",
        Map.of(
            "registry",
            entry.key().repository().host(),
            "repository",
            entry.key().repository().path(),
            "tag",
            entry.key().tag().value()));
    tag.setAdditionalProperty("status", present(status(entry)));
    return tag;
  }

  /** An object that has only its name. */
  static GenericKubernetesResource named(String name, String namespace) {
    GenericKubernetesResource tag = new GenericKubernetesResource();
    tag.setApiVersion(HasMetadata.getApiVersion(ImageTag.class));
    tag.setKind(HasMetadata.getKind(ImageTag.class));
    tag.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    return tag;
  }

  /** The labels that Tagfast sets; null: the entry has none of that name. */
  static Map<String, @Nullable String> labels(TagEntry entry) {
    Map<String, @Nullable String> labels = new LinkedHashMap<>();
    labels.put(ImageTag.REPOSITORY, ImageTagName.hash(entry.key().repository().toString()));
    labels.put(
        ImageTag.DIGEST,
        entry.accepted().map(held -> ImageTagName.hash(held.digest().value())).orElse(null));
    labels.put(ImageTag.UNFINISHED, entry.isUnfinished() ? "true" : null);
    labels.put(ImageTag.WAITS, entry.waitsForAPerson() ? "true" : null);
    // The labels of an index that was accepted before are removed: its children are still known
    // when
    // the next index replaces it.
    entry
        .manifests()
        .all()
        .forEach(known -> childLabels(known).forEach(label -> labels.put(label, null)));
    entry
        .accepted()
        .flatMap(held -> entry.manifests().find(held.digest()))
        .ifPresent(held -> childLabels(held).forEach(label -> labels.put(label, "")));
    return labels;
  }

  /**
   * The status; null: the entry has no such field. A merge patch must name a field to remove it.
   */
  static Map<String, @Nullable Object> status(TagEntry entry) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("state", EnumWords.word(entry.state()));
    status.put("since", entry.since().toString());
    status.put("readySince", entry.readySince().toString());
    status.put("summary", ImageTagSummary.columns(entry));
    status.put("conditions", List.of(ImageTagSummary.ready(entry)));
    status.put("accepted", entry.accepted().map(ImageTagWriter::accepted).orElse(null));
    Optional<ManifestFacts> held =
        entry.accepted().flatMap(accepted -> entry.manifests().facts(accepted.digest()));
    status.put("acceptedKind", held.map(image -> image.kind().word()).orElse(null));
    status.put("acceptedRevision", held.flatMap(image -> image.build().revision()).orElse(null));
    status.put("seen", text(entry.seen()));
    status.put("claimed", text(entry.claimed()));
    status.put(
        "claims",
        entry.claims().stream()
            .map(claim -> Map.of("digest", claim.digest().value(), "cause", cause(claim.cause())))
            .toList());
    status.put("generation", entry.generation());
    status.put("moves", entry.moves());
    status.put(
        "lastMoved", entry.history().isEmpty() ? null : entry.history().getLast().at().toString());
    status.put("history", entry.history().stream().map(ImageTagWriter::move).toList());
    status.put("quarantined", entry.quarantined().stream().map(Digest::value).toList());
    status.put(
        "manifests", entry.manifests().all().stream().map(ImageTagWriter::manifest).toList());
    status.put("displaced", entry.displaced().map(EnumWords::word).orElse(null));
    status.put("restores", entry.restores().stream().map(Instant::toString).toList());
    status.put("lookAgain", entry.lookAgain());
    status.put("lookAgainWhy", entry.lookAgainWhy().orElse(null));
    status.put("told", entry.told());
    status.put("outbox", entry.outbox().stream().map(ImageTagWriter::intent).toList());
    status.put(
        "lease",
        entry
            .lease()
            .map(lease -> Map.of("owner", lease.owner(), "until", lease.until().toString()))
            .orElse(null));
    status.put(
        "acceptances",
        entry.acceptances().remembered().stream().map(ImageTagWriter::remembered).toList());
    status.put(
        "unreadAcceptances",
        entry.acceptances().answered().stream().map(ImageTagWriter::unread).toList());
    status.put(
        "approvals",
        entry.acceptances().approvals().all().stream().map(ImageTagWriter::usedApproval).toList());
    status.put("followers", entry.followers().count());
    status.put("heldFollowers", entry.followers().held());
    status.put(
        "workloads", entry.followers().first().stream().map(ImageTagWriter::follower).toList());
    status.put("rolloutsToldBelow", entry.rollouts().toldBelow());
    status.put(
        "rolling", entry.rollouts().rolling().stream().map(ImageTagWriter::rolling).toList());
    status.put("kept", entry.kept().stream().map(ImageTagWriter::kept).toList());
    status.put("firstSeen", entry.firstSeen().toString());
    status.put("touched", entry.touched().toString());
    return status;
  }

  private static Map<String, Object> kept(KeptDigest kept) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("digest", kept.digest().value());
    json.put("children", kept.children().isEmpty() ? null : kept.children());
    json.put("at", kept.at().toString());
    json.put("refused", kept.refused().orElse(null));
    json.put("unusedSince", kept.unusedSince().map(Instant::toString).orElse(null));
    return present(json);
  }

  private static ObjectNode manifest(KnownManifest known) {
    ObjectNode json = ManifestFactsJson.write(known.facts());
    json.put("digest", known.digest().value());
    known.copy().ifPresent(copy -> json.put("copy", copy));
    return json;
  }

  private static Map<String, Object> accepted(AcceptedDigest accepted) {
    return Map.of(
        "digest",
        accepted.digest().value(),
        "provenance",
        EnumWords.word(accepted.provenance()),
        "seen",
        accepted.seen(),
        "at",
        accepted.at().toString());
  }

  private static Map<String, Object> remembered(RememberedAcceptance known) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("digest", known.acceptance().digest().value());
    json.put("until", known.acceptance().until().map(Instant::toString).orElse(null));
    json.put("by", known.acceptance().by().orElse(null));
    json.put("since", known.since().toString());
    json.put("used", known.used().map(Instant::toString).orElse(null));
    json.put("waitsUntil", known.used().isPresent() ? null : known.end().toString());
    return present(json);
  }

  private static Map<String, Object> usedApproval(UsedApproval used) {
    return Map.of(
        "uid",
        used.uid(),
        "name",
        used.name(),
        "digest",
        used.digest().value(),
        "at",
        used.at().toString(),
        "until",
        used.until().toString());
  }

  private static Map<String, Object> unread(UnreadAcceptance unread) {
    return Map.of("place", unread.place(), "text", unread.text(), "problem", unread.problem());
  }

  private static Map<String, Object> follower(FollowerState follower) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("workload", follower.workload());
    json.put("containers", follower.containers());
    json.put("state", follower.state());
    json.put("held", follower.held());
    json.put("pinned", text(follower.pinned()));
    json.put("detail", follower.detail().isEmpty() ? null : follower.detail());
    return present(json);
  }

  private static Map<String, Object> rolling(FollowedRollouts.Rolling rolling) {
    return Map.of(
        "workload",
        rolling.workload(),
        "at",
        rolling.at().toString(),
        "generation",
        rolling.generation(),
        "failed",
        rolling.failed());
  }

  private static Map<String, Object> about(Intent.About about) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("apiVersion", about.apiVersion());
    json.put("kind", about.kind());
    json.put("namespace", about.namespace());
    json.put("name", about.name());
    json.put("uid", about.uid());
    json.put("containers", about.containers());
    json.put("tookMillis", about.took().map(Duration::toMillis).orElse(null));
    return present(json);
  }

  private static Map<String, Object> move(Move move) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", text(move.from()));
    json.put("to", text(move.to()));
    json.put("at", move.at().toString());
    json.put("cause", cause(move.cause()));
    json.put("reason", move.reason());
    return present(json);
  }

  private static Map<String, Object> cause(Cause cause) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("source", cause.source());
    json.put("event", cause.eventId().orElse(null));
    json.put("actor", cause.actor().orElse(null));
    return present(json);
  }

  private static Map<String, Object> intent(Intent intent) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", EnumWords.word(kind(intent)));
    json.put("cause", cause(intent.cause()));
    switch (intent) {
      case Intent.Rollout rollout -> json.put("to", rollout.to().value());
      case Intent.Restore restore -> {
        json.put("to", restore.to().value());
        json.put("over", restore.over().value());
      }
      case Intent.Anchor anchor -> json.put("to", anchor.digest().value());
      case Intent.Tell tell -> {
        json.put("id", tell.id());
        json.put("report", tell.kind());
        json.put("from", text(tell.from()));
        json.put("to", text(tell.to()));
        json.put("reason", tell.reason());
        json.put("detail", tell.detail().isEmpty() ? null : tell.detail());
        json.put("alert", tell.alert());
        json.put("workload", tell.about().map(ImageTagWriter::about).orElse(null));
      }
    }
    return present(json);
  }

  private static ImageTagStatus.IntentKind kind(Intent intent) {
    return switch (intent) {
      case Intent.Rollout _ -> ImageTagStatus.IntentKind.ROLLOUT;
      case Intent.Restore _ -> ImageTagStatus.IntentKind.RESTORE;
      case Intent.Anchor _ -> ImageTagStatus.IntentKind.ANCHOR;
      case Intent.Tell _ -> ImageTagStatus.IntentKind.TELL;
    };
  }

  private static @Nullable String text(Optional<Digest> digest) {
    return digest.map(Digest::value).orElse(null);
  }

  private static <T> Map<String, T> present(Map<String, @Nullable T> fields) {
    Map<String, T> present = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            present.put(name, value);
          }
        });
    return present;
  }
}

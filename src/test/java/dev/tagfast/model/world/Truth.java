package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.report.Report;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the model knows and Tagfast must find out, and what Tagfast was seen to do. */
final class Truth {
  /**
   * An acceptance as a person wrote it.
   *
   * @param number tells two of them with the same text apart
   * @param fresh whether this text never stood there before
   */
  record Acceptance(
      int number, Digest digest, Optional<Instant> until, boolean fresh, Instant since) {}

  /**
   * An event that was answered and named another digest than the protected tag showed.
   *
   * @param overwrites whether it claims an overwrite: another digest was accepted
   * @param epoch of the tag then
   */
  record Claim(ModelTag tag, Digest digest, boolean overwrites, int epoch) {}

  private final Set<Invariant> notChecked;
  private final Map<ModelTag, Set<Digest>> shown = perTag();
  private final Map<ModelTag, Set<Digest>> vouchedFor = perTag();
  private final Map<ModelTag, Set<Digest>> awaited = perTag();
  private final Map<ModelTag, Integer> epochs = new EnumMap<>(ModelTag.class);
  private final Map<ModelTag, Acceptance> acceptances = new EnumMap<>(ModelTag.class);
  private final Map<String, Report> told = new LinkedHashMap<>();
  private final Map<String, Integer> begun = new HashMap<>();
  private final Map<String, ModelTag> demanded = new LinkedHashMap<>();
  private final Set<Claim> claims = new HashSet<>();
  private final Set<ModelTag> announced = new HashSet<>();
  private final Set<Integer> perhapsUsed = new HashSet<>();
  private final Map<String, Approval> approvals = new HashMap<>();
  private final Set<String> acceptanceTexts = new HashSet<>();
  private final Map<String, Set<Integer>> eventsNaming = new HashMap<>();
  private final Set<ModelTag> onceUnprotected = new HashSet<>();
  private final Set<String> agreed = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private int acceptanceNumbers;

  /**
   * @param notChecked what is known not to hold
   */
  Truth(Set<Invariant> notChecked) {
    this.notChecked = notChecked;
  }

  void violated(Invariant invariant, String message, Object... arguments) {
    if (!notChecked.contains(invariant)) {
      throw new Violation(invariant, message.formatted(arguments));
    }
  }

  void holds(boolean condition, Invariant invariant, String message, Object... arguments) {
    if (!condition) {
      violated(invariant, message, arguments);
    }
  }

  void unexpected(RuntimeException thrown) {
    if (!notChecked.contains(Invariant.NOTHING_UNEXPECTED_IS_THROWN)) {
      throw new Violation(Invariant.NOTHING_UNEXPECTED_IS_THROWN, thrown);
    }
  }

  /** The digests that Tagfast saw the tag show. */
  Set<Digest> shown(ModelTag tag) {
    return shown.get(tag);
  }

  /** The digests that an event named, that the tag showed after one that names none, or a pin. */
  Set<Digest> vouchedFor(ModelTag tag) {
    return vouchedFor.get(tag);
  }

  /**
   * Changes with each change of the rules for the tag, and when its entry is forgotten: what was
   * claimed before may be settled.
   */
  int epoch(ModelTag tag) {
    return epochs.getOrDefault(tag, 0);
  }

  void ruleBecomes(ModelTag tag, Rule rule) {
    epochs.merge(tag, 1, Integer::sum);
    if (!Rule.PROTECTING.contains(rule)) {
      onceUnprotected.add(tag);
    }
    if (rule == Rule.IGNORE) {
      announced.remove(tag);
    }
  }

  /** Whether the tag was moving, ignored or held by an invalid policy at any time. */
  boolean wasOnceUnprotected(ModelTag tag) {
    return onceUnprotected.contains(tag);
  }

  /** The registry changed: an event must come, unless one came before its push. */
  void registryChanged(ModelTag tag, Optional<Digest> now) {
    announced.remove(tag);
    now.filter(awaited.get(tag)::contains).ifPresent(_ -> announced.add(tag));
  }

  /** An event was answered for which the tag showed what it shows now. */
  void announced(ModelTag tag) {
    announced.add(tag);
  }

  /**
   * An event was answered that named a digest which the tag did not show.
   *
   * @param event its id; without one it cannot be told from a repeat of an earlier event
   */
  void claimed(Claim claim, Optional<String> event) {
    claims.add(claim);
    boolean repeated =
        event
            .map(id -> agreed.contains(claim.tag() + " " + claim.digest() + " " + id))
            .orElseGet(() -> shown(claim.tag()).contains(claim.digest()));
    if (!repeated) {
      awaited.get(claim.tag()).add(claim.digest());
    }
  }

  /** An event was answered that named the digest which the tag showed. */
  void agreed(ModelTag tag, Digest digest, Optional<String> event) {
    event.ifPresent(id -> agreed.add(tag + " " + digest + " " + id));
  }

  /** What was claimed has been looked at. */
  void lookedAgain() {
    awaited.values().forEach(Set::clear);
  }

  void forgotten(ModelTag tag) {
    epochs.merge(tag, 1, Integer::sum);
    announced.remove(tag);
  }

  boolean isAnnounced(ModelTag tag) {
    return announced.contains(tag);
  }

  Set<Claim> claims() {
    return claims;
  }

  /** An event that names the digest arrived. */
  void named(ModelTag tag, Digest digest, int event) {
    vouchedFor.get(tag).add(digest);
    eventsNaming.computeIfAbsent(tag + " " + digest, _ -> new HashSet<>()).add(event);
  }

  int eventsNaming(ModelTag tag, Digest digest) {
    return eventsNaming.getOrDefault(tag + " " + digest, Set.of()).size();
  }

  Optional<Acceptance> acceptance(ModelTag tag) {
    return Optional.ofNullable(acceptances.get(tag));
  }

  void accepted(ModelTag tag, Digest digest, Optional<Instant> until, Instant now) {
    boolean same =
        acceptance(tag)
            .filter(it -> it.digest().equals(digest) && it.until().equals(until))
            .isPresent();
    if (!same) {
      boolean fresh = acceptanceTexts.add(tag + " " + digest + " " + until);
      acceptances.put(tag, new Acceptance(++acceptanceNumbers, digest, until, fresh, now));
    }
  }

  void approved(Approval approval) {
    approvals.put(approval.uid(), approval);
  }

  /** Whether a person created this approval, of this digest, and it had not ended then. */
  boolean isApproved(ModelTag tag, Digest digest, String uid, Instant at) {
    return Optional.ofNullable(approvals.get(uid))
        .filter(it -> it.key().equals(tag.key()) && it.digest().equals(digest) && !it.isOver(at))
        .isPresent();
  }

  void unaccepted(ModelTag tag) {
    acceptances.remove(tag);
  }

  /** The acceptance may have taken effect: its digest is the accepted one. */
  void perhapsUsed(Acceptance acceptance) {
    perhapsUsed.add(acceptance.number());
  }

  boolean isPerhapsUsed(Acceptance acceptance) {
    return perhapsUsed.contains(acceptance.number());
  }

  /** How often each workload was patched. */
  Map<String, Integer> begun() {
    return begun;
  }

  /** The reports that the sink got, by id. */
  Map<String, Report> told() {
    return told;
  }

  /** The ids of the reports that the ledger demanded. */
  Map<String, ModelTag> demanded() {
    return demanded;
  }

  /** The ids of reports that were told, and recorded as told. */
  Set<String> closed() {
    return closed;
  }

  private static Map<ModelTag, Set<Digest>> perTag() {
    Map<ModelTag, Set<Digest>> map = new EnumMap<>(ModelTag.class);
    for (ModelTag tag : ModelTag.values()) {
      map.put(tag, new TreeSet<>());
    }
    return map;
  }
}

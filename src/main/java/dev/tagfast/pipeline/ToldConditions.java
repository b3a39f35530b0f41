package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sha256;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions that last, which every look finds again: a workload that is held, a digest that is
 * gone. Each is told when it begins. When a look no longer finds it, it is forgotten, and told
 * again when it begins again.
 */
final class ToldConditions {
  /** What a workload that is held is remembered as. */
  static final String HELD = "held/";

  /** What a digest that is gone is remembered as. */
  static final String GONE = "gone/";

  /**
   * How many are told one by one. The ledger remembers few more than that: of more, each look would
   * forget some and tell them again.
   */
  static final int MOST = 30;

  /** How many drifts are told one by one; the metric counts all. */
  static final int MOST_DRIFTS = 10;

  /** What a drift is remembered as. */
  static final String DRIFT = "drift/";

  private static final int BYTES = 12;

  private final List<String> before;
  private final Set<String> looked = new LinkedHashSet<>();
  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> notTold = new LinkedHashSet<>();

  /**
   * @param before what was told at earlier looks
   */
  ToldConditions(List<String> before) {
    this.before = List.copyOf(before);
  }

  /**
   * @param shown what the tag shows: of a workload that is only observed, its new pods get that
   */
  static String held(RolloutResult result, Optional<Digest> shown) {
    boolean exposed = result.reason().isOnlyTold();
    return HELD
        + hash(
            result.workload().toString(),
            result.reason().word(),
            result.from().map(Digest::value).orElse(""),
            exposed ? shown.map(Digest::value).orElse("") : result.to().value());
  }

  static String gone(TagEntry entry, String what) {
    return GONE
        + hash(entry.accepted().map(AcceptedDigest::digest).map(Digest::value).orElse(""), what);
  }

  static String drift(Workload workload, String container) {
    return DRIFT + workload + "/" + container;
  }

  /** All conditions of this kind are looked at now: those that are not found are over. */
  void looked(String kind) {
    looked.add(kind);
  }

  /**
   * Found now; returns whether it is to be told, because it was not told before and is among the
   * first of its kind.
   */
  boolean isNew(String condition) {
    boolean isDrift = condition.startsWith(DRIFT);
    long ofItsKind = found.stream().filter(other -> other.startsWith(DRIFT) == isDrift).count();
    if (ofItsKind >= (isDrift ? MOST_DRIFTS : MOST)) {
      return false;
    }
    return found.add(condition) && !before.contains(condition);
  }

  /** Nobody took the report: the next look tells it. */
  void notTold(String condition) {
    notTold.add(condition);
  }

  /** Nobody took the report of its end: the next look tells it. */
  void endNotTold(String condition) {
    found.add(condition);
  }

  /** What was told and is over. */
  List<String> ended() {
    return before.stream()
        .filter(condition -> looked.stream().anyMatch(condition::startsWith))
        .filter(condition -> !found.contains(condition))
        .toList();
  }

  /** What was found and told now. */
  List<String> begun() {
    List<String> begun = new ArrayList<>(found);
    begun.removeAll(notTold);
    begun.removeAll(before);
    return begun;
  }

  private static String hash(String... parts) {
    return Sha256.hex(String.join("\n", parts), BYTES);
  }
}

package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.model.history.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One delivery or one reconcile in progress at one instance, and what it can know: an effect is
 * judged by what this frame was told, because no request to one service can see another change
 * while it is on its way.
 */
final class Frame {
  /**
   * What the ledger last told this frame of a tag.
   *
   * @param entry the entry that it read or wrote; empty: there was none
   * @param at the instance's time
   * @param rules the rules that were in force at any moment since
   */
  record View(Optional<TagEntry> entry, Instant at, Set<Rule> rules) {}

  private final Instance instance;
  private final Step step;
  private final List<Step.During> planned;
  private final Map<ModelTag, View> views = new EnumMap<>(ModelTag.class);
  private final Map<ModelTag, Set<Rule>> allRules = new EnumMap<>(ModelTag.class);
  private final Map<ModelTag, List<Digest>> shown = new EnumMap<>(ModelTag.class);
  private final Set<String> told = new TreeSet<>();
  private int requests;

  Frame(
      Instance instance,
      Step step,
      List<Step.During> planned,
      Map<ModelTag, Rule> rules,
      Instant now) {
    this.instance = instance;
    this.step = step;
    this.planned = planned;
    rules.forEach(
        (tag, rule) -> {
          views.put(tag, new View(Optional.empty(), now, EnumSet.of(rule)));
          allRules.put(tag, EnumSet.of(rule));
        });
  }

  Instance instance() {
    return instance;
  }

  Step step() {
    return step;
  }

  /** Whether nothing happens during it but the step itself. */
  boolean isUndisturbed() {
    return planned.isEmpty();
  }

  /** Counts a request. Answers what is to happen at it. */
  List<Step> atNextRequest() {
    requests++;
    return planned.stream()
        .filter(during -> during.request() == requests)
        .map(Step.During::inner)
        .toList();
  }

  View view(ModelTag tag) {
    return views.get(tag);
  }

  /** The ledger told of a tag. */
  void learn(ModelTag tag, Optional<TagEntry> entry, Instant now, Rule rule) {
    views.put(tag, new View(entry, now, EnumSet.of(rule)));
  }

  /** The policy changed while this is in progress. */
  void ruleBecomes(ModelTag tag, Rule rule) {
    views.get(tag).rules().add(rule);
    allRules.get(tag).add(rule);
  }

  /** The rules in force at any moment since it began. */
  Set<Rule> rules(ModelTag tag) {
    return allRules.get(tag);
  }

  /** The registry answered it what the tag shows. */
  void shown(ModelTag tag, Digest digest) {
    shown.computeIfAbsent(tag, _ -> new ArrayList<>()).add(digest);
  }

  /** All that the registry answered it of the tag, in order. */
  List<Digest> shown(ModelTag tag) {
    return shown.getOrDefault(tag, List.of());
  }

  Set<String> told() {
    return told;
  }
}

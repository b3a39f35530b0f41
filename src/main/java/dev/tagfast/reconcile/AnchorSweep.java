package dev.tagfast.reconcile;

import dev.tagfast.act.drift.RunningPod;
import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.act.restore.Anchorer;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.pipeline.Keeping;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.TagList;
import dev.tagfast.registry.TagLists;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Compares once a day what the registries keep by anchors with what runs: an anchor that somebody
 * removed is put again, and one that nothing used for {@code tagfast.keep.grace} is removed.
 *
 * <p>A digest is marked in the ledger before its anchor is touched, and a look that finds it in use
 * again has the anchor put anew. So nothing is lost where the process dies between the two, or
 * where another one accepts the digest at that moment.
 */
@ApplicationScoped
public class AnchorSweep {
  private static final Logger LOG = Logger.getLogger(AnchorSweep.class);
  private static final Cause CAUSE =
      new Cause(PushEvent.RECONCILE, Optional.empty(), Optional.empty());
  private static final int MOST_ATTEMPTS = 5;

  private final TagLedger ledger;
  private final PolicySource policies;
  private final TagLists lists;
  private final Anchorer anchorer;
  private final Keeping keeping;
  private final RunningPods pods;
  private final Metrics metrics;
  private final Settings settings;
  private final InstantSource clock;
  private final OncePerDay day;

  public AnchorSweep(
      TagLedger ledger,
      PolicySource policies,
      TagLists lists,
      Anchorer anchorer,
      Keeping keeping,
      RunningPods pods,
      Metrics metrics,
      Settings settings,
      InstantSource clock) {
    this.ledger = ledger;
    this.policies = policies;
    this.lists = lists;
    this.anchorer = anchorer;
    this.keeping = keeping;
    this.pods = pods;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
    day = new OncePerDay(clock.instant());
  }

  /**
   * Sweeps in the first reconcile of a day, because it lists the whole ledger.
   *
   * @param subscribers all of them
   * @param followed the tags that they have or follow
   */
  void sweepOnceADay(List<Subscriber> subscribers, Set<TagKey> followed) {
    if (day.isDue(clock.instant()) && settings.mode() == Mode.ACT) {
      sweep(subscribers, followed);
    }
  }

  private void sweep(List<Subscriber> subscribers, Set<TagKey> followed) {
    Map<Repository, List<TagEntry>> byRepository =
        ledger.all().stream()
            .map(TagLedger.Versioned::entry)
            .collect(
                Collectors.groupingBy(
                    entry -> entry.key().repository(), LinkedHashMap::new, Collectors.toList()));
    byRepository.values().removeIf(entries -> entries.stream().allMatch(TagEntry::keepsNothing));
    if (byRepository.isEmpty()) {
      return;
    }
    Optional<String> owner = ledger.identity();
    if (owner.isEmpty()) {
      LOG.warn(
          "The anchors of this installation are not removed: nothing tells them from those of others."
              + " Grant the verb get on its own namespace (knative/base/rbac.yaml)");
    }
    Set<Digest> running = running(subscribers);
    byRepository.forEach(
        (repository, entries) -> {
          Set<Digest> used = new HashSet<>(running);
          pinned(subscribers, repository).forEach(used::add);
          entries.stream()
              .filter(entry -> followed.contains(entry.key()) || isProtected(entry))
              .flatMap(entry -> entry.accepted().stream())
              .map(AcceptedDigest::digest)
              .forEach(used::add);
          AnchorPlan plan =
              new AnchorPlan(
                  used, listed(repository), owner, settings.keep().grace(), clock.instant());
          plan.steps(entries, keeping::keeps).forEach(step -> run(step, repository, owner));
        });
  }

  private void run(AnchorPlan.Step step, Repository repository, Optional<String> owner) {
    switch (step) {
      case AnchorPlan.Step.Demand(TagKey key, Digest digest) ->
          change(key, digest, (entry, _) -> demanded(entry, digest));
      case AnchorPlan.Step.Retry(TagKey key, Digest digest) ->
          change(key, digest, (entry, _) -> demanded(entry, digest));
      case AnchorPlan.Step.Mark(TagKey key, Digest digest) ->
          change(
              key,
              digest,
              (entry, kept) -> Optional.of(entry.change().kept(kept.unused(clock.instant()))));
      case AnchorPlan.Step.Release release ->
          owner.ifPresent(name -> release(repository, release, name));
    }
  }

  private void release(Repository repository, AnchorPlan.Step.Release step, String owner) {
    Digest digest = step.digest();
    // Asked once more right before: the list may be minutes old.
    if (!step.keys().stream().allMatch(key -> isStillUnused(key, digest))) {
      return;
    }
    switch (anchorer.release(repository, step.hexes(), owner)) {
      case Anchorer.Release.Released _ -> {
        LOG.infof("%s@%s is kept no longer: nothing runs it", repository, digest);
        metrics.anchor(keeping.nameOf(repository), Metrics.Anchor.REMOVED);
        step.keys().forEach(key -> change(key, digest, this::released));
      }
      case Anchorer.Release.Emptied(String why) -> {
        LOG.infof(
            "%s@%s is kept no longer: nothing runs it. Its tag stays, and shows an empty index: %s",
            repository, digest, why);
        metrics.anchor(keeping.nameOf(repository), Metrics.Anchor.EMPTIED);
        step.keys().forEach(key -> change(key, digest, this::released));
      }
      case Anchorer.Release.Refused(String why) -> {
        LOG.warnf(
            "Nothing runs %s@%s, and it stays kept until tomorrow at least: %s",
            repository, digest, why);
        metrics.anchor(keeping.nameOf(repository), Metrics.Anchor.STAYS);
      }
      case Anchorer.Release.CouldNotAsk(String why) ->
          LOG.warnf(
              "Nothing runs %s@%s; its anchor is removed tomorrow: %s", repository, digest, why);
    }
  }

  private boolean isStillUnused(TagKey key, Digest digest) {
    return ledger
        .read(key)
        .map(TagLedger.Versioned::entry)
        .filter(
            entry ->
                entry.accepted().filter(held -> held.digest().equals(digest)).isPresent()
                        && isProtected(entry)
                    || entry.owesAnchor(digest)
                    || entry.kept(digest).filter(KeptDigest::isSettled).isPresent())
        .isEmpty();
  }

  /** If somebody put the anchor while it was removed, it is put again. */
  private Optional<TagEntryBuilder> released(TagEntry entry, KeptDigest kept) {
    return kept.isSettled()
        ? demanded(entry, kept.digest())
        : Optional.of(entry.change().released(kept.digest()));
  }

  private static Optional<TagEntryBuilder> demanded(TagEntry entry, Digest digest) {
    return entry.owesAnchor(digest)
        ? Optional.empty()
        : Optional.of(entry.change().demand(new Intent.Anchor(digest, CAUSE)));
  }

  /** What to write of an entry as it stands now. */
  @FunctionalInterface
  private interface Change {
    Optional<TagEntryBuilder> of(TagEntry entry, KeptDigest kept);
  }

  private void change(TagKey key, Digest digest, Change change) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<TagLedger.Versioned> read = ledger.read(key);
      Optional<TagEntry> next =
          read.map(TagLedger.Versioned::entry)
              .flatMap(entry -> entry.kept(digest).flatMap(kept -> change.of(entry, kept)))
              .map(builder -> builder.touched(clock.instant()).build());
      if (next.isEmpty()
          || ledger.write(next.get(), read.map(TagLedger.Versioned::version)).isPresent()) {
        return;
      }
    }
    // Tomorrow again: what is not recorded here is found then.
  }

  private static Stream<Digest> pinned(List<Subscriber> subscribers, Repository repository) {
    return subscribers.stream()
        .flatMap(subscriber -> subscriber.containers().stream())
        .filter(container -> container.repository().equals(repository))
        .flatMap(container -> container.image().digest().stream());
  }

  /** What the pods beside subscribers run: those of an earlier revision, too. */
  private Set<Digest> running(List<Subscriber> subscribers) {
    return settings.reconcile().drift()
        ? subscribers.stream()
            .map(subscriber -> subscriber.workload().namespace())
            .distinct()
            .flatMap(namespace -> pods.in(namespace).stream())
            .map(RunningPod::runs)
            .flatMap(runs -> runs.values().stream())
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /** A tag with an invalid policy counts as protected: the policy could protect it. */
  private boolean isProtected(TagEntry entry) {
    return switch (policies.lookup(entry)) {
      case PolicyAnswer.Treat treat -> treat.treatment().mode().isProtected();
      case PolicyAnswer.Broken _ -> true;
    };
  }

  private Optional<Set<Tag>> listed(Repository repository) {
    return lists.tags(repository) instanceof RegistryAnswer.Found<TagList>(TagList list)
            && list.complete()
        ? Optional.of(Set.copyOf(list.tags()))
        : Optional.empty();
  }
}

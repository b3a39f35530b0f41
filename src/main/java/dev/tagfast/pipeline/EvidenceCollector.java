package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.decide.Judge;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.TagMode;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.resolve.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects what a verdict needs beside the sighting: the policy, and the manifests of the digests
 * that are concerned. A manifest is read from the registry once, when its digest is first seen;
 * nothing is read of a tag of which nothing comes whatever it shows.
 */
@ApplicationScoped
class EvidenceCollector {
  private final PolicySource policies;
  private final ManifestLookup lookup;
  private final RegistryClient registry;
  private final RegistryCatalog registries;

  EvidenceCollector(
      PolicySource policies,
      ManifestLookup lookup,
      RegistryClient registry,
      RegistryCatalog registries) {
    this.policies = policies;
    this.lookup = lookup;
    this.registry = registry;
    this.registries = registries;
  }

  /**
   * What a verdict needs.
   *
   * @throws TemporaryFailure if the registry could not be asked for a manifest
   */
  Evidence collect(
      TagKey key, Sighting sighting, Optional<TagEntry> entry, List<Subscriber> followers) {
    KnownManifests known = entry.map(TagEntry::manifests).orElse(KnownManifests.NONE);
    Function<ContentKind, PolicyAnswer> answers = policies.answers(key);
    PolicyAnswer ofImages = answers.apply(ContentKind.IMAGE);
    boolean unread =
        ofImages instanceof PolicyAnswer.Broken
            || isIndifferent(answers, entry, !followers.isEmpty());
    if (unread || !(sighting instanceof Sighting.Seen seen)) {
      return new Evidence(sighting, known, Optional.empty(), ofImages, followers, false);
    }
    Optional<Digest> accepted = entry.flatMap(TagEntry::accepted).map(AcceptedDigest::digest);
    ManifestLookup.Result shown = lookup.find(key.repository(), seen.digest(), known);
    if (shown instanceof ManifestLookup.Unreadable(String why)) {
      Sighting unreadable = new Sighting.Unreadable(why, seen.claimed());
      return new Evidence(unreadable, known, Optional.empty(), ofImages, followers, false);
    }
    KnownManifests manifests = shown.addTo(known);
    Optional<Digest> claim = isProtected(ofImages) ? newClaim(seen, entry) : Optional.empty();
    for (Digest other : others(key, accepted, claim, followers)) {
      manifests = lookup.find(key.repository(), other, manifests).addTo(manifests);
    }
    PolicyAnswer policy = policy(answers, seen.digest(), accepted, manifests);
    Optional<Displaced> displaced =
        accepted
            .filter(held -> isProtected(policy) && isNewOverwrite(seen.digest(), held, entry))
            .flatMap(held -> displaced(key, held));
    boolean anchored =
        registries.find(key.repository().host()).filter(ListedRegistry::anchors).isPresent();
    return new Evidence(sighting, manifests, displaced, policy, followers, anchored);
  }

  /** Whether nothing comes of the look, whatever kind of content the tag shows. */
  private static boolean isIndifferent(
      Function<ContentKind, PolicyAnswer> answers, Optional<TagEntry> entry, boolean followed) {
    return Arrays.stream(ContentKind.values())
        .map(answers)
        .allMatch(policy -> Judge.isIndifferent(policy, followed, entry.isPresent()));
  }

  /**
   * Digests that are not shown and count nevertheless: the accepted one, which an entry of an
   * earlier version does not describe; the claimed one; and at first contact the one that
   * subscribers are pinned to.
   */
  private static Set<Digest> others(
      TagKey key, Optional<Digest> accepted, Optional<Digest> claim, List<Subscriber> followers) {
    Set<Digest> others = new LinkedHashSet<>();
    accepted.ifPresent(others::add);
    claim.ifPresent(others::add);
    if (accepted.isEmpty()) {
      Set<Digest> pins = new LinkedHashSet<>();
      followers.forEach(follower -> pins.addAll(follower.pins(key)));
      if (pins.size() == 1) {
        others.addAll(pins);
      }
    }
    return others;
  }

  /**
   * A digest that the event names and the tag was never seen to have. It may be an earlier rebuild
   * of the accepted image, which is no overwrite.
   */
  private static Optional<Digest> newClaim(Sighting.Seen seen, Optional<TagEntry> entry) {
    return entry
        .filter(it -> it.accepted().isPresent())
        .flatMap(
            it ->
                seen.claimed()
                    .filter(claim -> !it.hasSeen(claim))
                    .filter(claim -> it.claimed().filter(claim::equals).isEmpty()));
  }

  /**
   * What is said of an image goes on counting when somebody pushes a chart over it: the tag was
   * overwritten.
   */
  private static PolicyAnswer policy(
      Function<ContentKind, PolicyAnswer> answers,
      Digest shown,
      Optional<Digest> accepted,
      KnownManifests manifests) {
    Optional<ContentKind> before = accepted.flatMap(manifests::facts).map(EvidenceCollector::kind);
    return before
        .map(answers)
        .filter(policy -> !isIgnored(policy))
        .orElseGet(
            () ->
                answers.apply(
                    manifests.facts(shown).map(EvidenceCollector::kind).orElse(ContentKind.IMAGE)));
  }

  private Optional<Displaced> displaced(TagKey key, Digest accepted) {
    return switch (registry.head(key.repository(), accepted)) {
      case RegistryAnswer.Found<?> _ -> Optional.of(Displaced.KEPT);
      case RegistryAnswer.Absent<?> _ -> Optional.of(Displaced.DROPPED);
      case RegistryAnswer.Denied<?> _,
          RegistryAnswer.Unavailable<?> _,
          RegistryAnswer.NotListed<?> _ ->
          Optional.empty();
    };
  }

  private static boolean isNewOverwrite(Digest shown, Digest accepted, Optional<TagEntry> entry) {
    return !shown.equals(accepted) && entry.flatMap(TagEntry::seen).filter(shown::equals).isEmpty();
  }

  private static ContentKind kind(ManifestFacts facts) {
    return ContentKind.of(facts.kind());
  }

  private static boolean isIgnored(PolicyAnswer policy) {
    return policy instanceof PolicyAnswer.Treat treat && treat.treatment().mode() == TagMode.IGNORE;
  }

  private static boolean isProtected(PolicyAnswer policy) {
    return policy instanceof PolicyAnswer.Treat treat && treat.treatment().mode().isProtected();
  }
}

package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.decide.Judge;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
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
import dev.tagfast.policy.Treatment;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.resolve.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Collects what a verdict needs beside the sighting: the policy, and the manifests of the digests
 * that are concerned. A manifest is read from the registry once, when its digest is first seen;
 * nothing is read of a tag of which nothing comes whatever it shows.
 */
@ApplicationScoped
class EvidenceCollector {
  /** Of more pins than these the manifests are not read; they count as other images. */
  private static final int MOST_PINS = 4;

  private final PolicySource policies;
  private final ManifestLookup lookup;
  private final RegistryClient registry;
  private final RegistryCatalog registries;
  private final Keeping keeping;

  EvidenceCollector(
      PolicySource policies,
      ManifestLookup lookup,
      RegistryClient registry,
      RegistryCatalog registries,
      Keeping keeping) {
    this.policies = policies;
    this.lookup = lookup;
    this.registry = registry;
    this.registries = registries;
    this.keeping = keeping;
  }

  /** Whether a registry with this host is listed; no other is ever asked. */
  boolean isListed(TagKey key) {
    return registries.find(key.repository().host()).isPresent();
  }

  /** Whether the operator lets Tagfast write to this repository, as of now. */
  boolean isArmed(Repository repository) {
    return registries
        .find(repository.host())
        .filter(it -> it.isArmed(repository.path()))
        .isPresent();
  }

  /**
   * What the policies say of the tag for every kind of content, as of now.
   *
   * @param isRun whether a pod is about to run it: then it is recorded although nobody follows it
   */
  Function<ContentKind, PolicyAnswer> policiesOf(TagKey key, boolean isRun) {
    Function<ContentKind, PolicyAnswer> answers = policies.answers(key);
    return isRun ? answers.andThen(EvidenceCollector::recorded) : answers;
  }

  private static PolicyAnswer recorded(PolicyAnswer answer) {
    return answer instanceof PolicyAnswer.Treat(Treatment treatment)
        ? new PolicyAnswer.Treat(treatment.recorded())
        : answer;
  }

  /**
   * Why nothing comes of a look, whatever the tag shows; empty: the registry must be asked. The
   * policy is asked before the registry, so that the busiest tags cost it nothing.
   */
  static Optional<Verdict> withoutLook(
      Function<ContentKind, PolicyAnswer> answers,
      Optional<TagEntry> entry,
      Supplier<List<Subscriber>> followers) {
    if (Arrays.stream(ContentKind.values()).map(answers).allMatch(EvidenceCollector::isIgnored)) {
      return Optional.of(new Verdict.Nothing(Reason.IGNORED_BY_POLICY));
    }
    // As if somebody followed it: only then the list of subscribers is needed.
    return isIndifferent(answers, entry, false)
            && isIndifferent(answers, entry, !followers.get().isEmpty())
        ? Optional.of(new Verdict.Nothing(Reason.NOT_FOLLOWED))
        : Optional.empty();
  }

  /** What the policies say now of a tag that the ledger knows, for the kind that it is held to. */
  PolicyAnswer policyOf(TagEntry entry) {
    return policies.lookup(entry);
  }

  /**
   * What a verdict needs.
   *
   * @param answers what the policies say of the tag
   * @param decides whether this look decides the claims of earlier events
   * @throws TemporaryFailure if the registry could not be asked for a manifest
   */
  Evidence collect(
      TagKey key,
      Sighting sighting,
      Function<ContentKind, PolicyAnswer> answers,
      Optional<TagEntry> entry,
      List<Subscriber> followers,
      boolean decides) {
    KnownManifests known = entry.map(TagEntry::manifests).orElse(KnownManifests.NONE);
    PolicyAnswer ofImages = answers.apply(ContentKind.IMAGE);
    boolean unread =
        ofImages instanceof PolicyAnswer.Broken
            || isIndifferent(answers, entry, !followers.isEmpty());
    if (unread || !(sighting instanceof Sighting.Seen seen)) {
      Set<Digest> vanished =
          !unread && sighting instanceof Sighting.Gone
              ? vanished(key.repository(), sighting, entry)
              : Set.of();
      return new Evidence(
          sighting,
          known,
          Optional.empty(),
          ofImages,
          followers,
          decides,
          vanished,
          false,
          Optional.empty());
    }
    Optional<Digest> accepted = entry.flatMap(TagEntry::accepted).map(AcceptedDigest::digest);
    ManifestLookup.Result shown = lookup.find(key.repository(), seen.digest(), known);
    if (shown instanceof ManifestLookup.Unreadable(String why)) {
      Sighting unreadable = new Sighting.Unreadable(why, seen.claimed());
      return new Evidence(
          unreadable,
          known,
          Optional.empty(),
          ofImages,
          followers,
          decides,
          Set.of(),
          false,
          Optional.empty());
    }
    KnownManifests manifests = shown.addTo(known);
    // Otherwise the claim is only recorded, and a backlog of old events costs no request each.
    boolean claimsCount = isProtected(ofImages) && (decides || accepted.isEmpty());
    Set<Digest> claims = claimsCount ? claims(seen, entry) : Set.of();
    for (Digest other : others(key, accepted, claims, followers)) {
      manifests = lookup.find(key.repository(), other, manifests).addTo(manifests);
    }
    PolicyAnswer policy = policy(answers, seen.digest(), accepted, manifests);
    Optional<Displaced> displaced =
        accepted
            .filter(held -> isProtected(policy) && isNewOverwrite(seen.digest(), held, entry))
            .flatMap(held -> displaced(key, held));
    boolean keeps =
        keeping.keeps(
            key.repository(), policy, displaced.or(() -> entry.flatMap(TagEntry::displaced)));
    return new Evidence(
        sighting,
        manifests,
        displaced,
        policy,
        followers,
        decides,
        Set.of(),
        keeps,
        registries.find(key.repository().host()));
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
   * earlier version does not describe; the claimed ones; and at first contact those that
   * subscribers are pinned to.
   */
  private static Set<Digest> others(
      TagKey key, Optional<Digest> accepted, Set<Digest> claims, List<Subscriber> followers) {
    Set<Digest> others = new LinkedHashSet<>();
    accepted.ifPresent(others::add);
    others.addAll(claims);
    if (accepted.isEmpty()) {
      followers.stream()
          .flatMap(follower -> follower.pins(key).stream())
          .distinct()
          .limit(MOST_PINS)
          .forEach(others::add);
    }
    return others;
  }

  /**
   * Digests that events name and the tag does not show. One may be an earlier rebuild of the
   * accepted image, which is no overwrite.
   */
  private static Set<Digest> claims(Sighting sighting, Optional<TagEntry> entry) {
    Set<Digest> claims = new LinkedHashSet<>();
    sighting.claimed().ifPresent(claims::add);
    entry.flatMap(TagEntry::claimed).ifPresent(claims::add);
    entry.ifPresent(known -> known.claims().forEach(claim -> claims.add(claim.digest())));
    return claims;
  }

  private Set<Digest> vanished(Repository repository, Sighting sighting, Optional<TagEntry> entry) {
    return claims(sighting, entry).stream()
        .filter(claim -> registry.head(repository, claim) instanceof RegistryAnswer.Absent)
        .collect(Collectors.toUnmodifiableSet());
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

package dev.tagfast.pipeline;

import dev.tagfast.decide.KeepRule;
import dev.tagfast.image.Repository;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tags' digests are kept by anchors, by settings, policies and what registries were seen to
 * do with a manifest whose tag moved.
 */
@ApplicationScoped
public class Keeping {
  private final RegistryCatalog registries;
  private final PolicySource policies;

  /** By the name of the registry. It is learned anew after a start: the entries remember it. */
  private final Map<String, Displaced> seenAt = new ConcurrentHashMap<>();

  public Keeping(RegistryCatalog registries, PolicySource policies) {
    this.registries = registries;
    this.policies = policies;
  }

  /** Whether the digests of a known tag are kept, as of now. */
  public boolean keeps(TagEntry entry) {
    return keeps(entry.key().repository(), policies.lookup(entry), entry.displaced());
  }

  /** The name of a registry in the settings; its host where it is listed no more. */
  public String nameOf(Repository repository) {
    return registries.find(repository.host()).map(ListedRegistry::name).orElseGet(repository::host);
  }

  /**
   * Whether the digests of a tag are kept. Nothing is without push credentials: nothing could be
   * written.
   *
   * @param displaced what the registry did when the tag moved; empty: it never did
   */
  boolean keeps(Repository repository, PolicyAnswer policy, Optional<Displaced> displaced) {
    return registries
        .find(repository.host())
        .filter(
            listed ->
                KeepRule.keeps(listed.anchors(), policy, learned(listed.name(), displaced))
                    && listed.isArmed(repository.path()))
        .isPresent();
  }

  /** One manifest that was dropped outweighs all that were kept: another tag may show those. */
  private Optional<Displaced> learned(String name, Optional<Displaced> seen) {
    seen.ifPresent(
        now -> seenAt.merge(name, now, (one, other) -> one == Displaced.DROPPED ? one : other));
    return Optional.ofNullable(seenAt.get(name));
  }
}

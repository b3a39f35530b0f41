package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.registry.HostNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Turns the names that a sender uses into a tag of a listed registry. All of them are outside text:
 * a host that nobody listed is never more than a word in the answer.
 */
@ApplicationScoped
public class AddressBook {
  /** A legal one, where it is only asked whether the rest is. */
  private static final String ANY_TAG = "latest";

  private final HostNames hosts;

  /** Knows the listed registries. */
  public AddressBook(HostNames hosts) {
    this.hosts = hosts;
  }

  /** The registry as it is shown: on its canonical host where it is listed, as said where not. */
  String shownHost(String said) {
    try {
      String host = Repository.canonicalHost(said);
      return hosts.nameOf(host).flatMap(hosts::hostOf).orElse(host);
    } catch (IllegalArgumentException e) {
      return said;
    }
  }

  /** The repository as it is shown: Docker Hub's short names spelled out. */
  String shownPath(Optional<String> host, String said) {
    try {
      return new Repository(host.orElse("unnamed.invalid"), said).path();
    } catch (IllegalArgumentException e) {
      return said;
    }
  }

  /** Which tag an entry means; a part that it does not say is no legal one. */
  Addressed address(DialectEntry entry, Grant grant) {
    return address(entry.host(), entry.repository().orElse(""), entry.tag().orElse(""), grant);
  }

  /** Which tag is meant. */
  Addressed address(Optional<String> host, String path, String tag, Grant grant) {
    Optional<String> named = host.or(grant::defaultHost);
    if (named.isEmpty()) {
      return new Addressed.Refused(Reason.REGISTRY_MISSING);
    }
    Optional<Tag> validTag = Tag.ifValid(tag);
    if (validTag.isEmpty()) {
      return new Addressed.Refused(Reason.TAG_INVALID);
    }
    Optional<String> registry = nameOf(named.get());
    if (registry.isEmpty()) {
      return new Addressed.Refused(Reason.REGISTRY_NOT_LISTED);
    }
    if (!grant.covers(registry.get())) {
      return new Addressed.Refused(Reason.REGISTRY_NOT_ALLOWED);
    }
    try {
      Repository repository = hosts.canonical(new Repository(named.get(), path));
      return new Addressed.To(new TagKey(repository, validTag.get()));
    } catch (IllegalArgumentException e) {
      return new Addressed.Refused(Reason.REPOSITORY_INVALID);
    }
  }

  /** The repository that an entry without a tag means; empty: none that its sender may speak of. */
  Optional<Repository> repository(DialectEntry entry, Grant grant) {
    return switch (address(entry.host(), entry.repository().orElse(""), ANY_TAG, grant)) {
      case Addressed.To(TagKey key) -> Optional.of(key.repository());
      case Addressed.Refused _ -> Optional.empty();
    };
  }

  private Optional<String> nameOf(String host) {
    try {
      return hosts.nameOf(Repository.canonicalHost(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // What is not a host is not the host of a listed registry either.
    }
  }
}

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

  /**
   * Whether an entry of this sender is a matter for us. A delete without a tag of something that
   * its sender may not speak of is ignored rather than refused: registries tell many of those.
   *
   * @param source name of the source, or of the events door
   */
  Matter matter(DialectEntry entry, Grant grant, String source) {
    if (entry.isDeleteWithoutTag()) {
      return switch (address(entry, ANY_TAG, grant)) {
        case Addressed.To(TagKey(Repository repository, _)) ->
            new Matter.Ours(ImageEvents.ofDelete(entry, repository, source));
        case Addressed.Refused _ -> new Matter.Ignored();
      };
    }
    if (entry.ignored().isPresent()) {
      return new Matter.Ignored();
    }
    return switch (address(entry, entry.tag().orElse(""), grant)) {
      case Addressed.To(TagKey key) -> new Matter.Ours(ImageEvents.ofTag(entry, key, source));
      case Addressed.Refused(Reason reason) -> new Matter.Refused(reason);
    };
  }

  /** Which tag is meant; a part that the entry does not say is no legal one. */
  private Addressed address(DialectEntry entry, String tag, Grant grant) {
    Optional<String> named = entry.host().or(grant::defaultHost);
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
      Repository repository =
          hosts.canonical(new Repository(named.get(), entry.repository().orElse("")));
      return new Addressed.To(new TagKey(repository, validTag.get()));
    } catch (IllegalArgumentException e) {
      return new Addressed.Refused(Reason.REPOSITORY_INVALID);
    }
  }

  private Optional<String> nameOf(String host) {
    try {
      return hosts.nameOf(Repository.canonicalHost(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // What is not a host is not the host of a listed registry either.
    }
  }
}

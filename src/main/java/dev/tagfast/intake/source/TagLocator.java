package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.registry.config.RegistryHosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Turns the names that a sender uses into a tag of a listed registry. All of them are outside text:
 * a host that nobody listed is never more than a word in the answer.
 */
@ApplicationScoped
public class TagLocator {
  /** A legal one, where it is only asked whether the rest is. */
  private static final String ANY_TAG = "latest";

  private final RegistryHosts hosts;

  /** Knows the listed registries. */
  public TagLocator(RegistryHosts hosts) {
    this.hosts = hosts;
  }

  /** The registry as it is shown: on its canonical host where it is listed, as said where not. */
  public String shownHost(String said) {
    try {
      String host = Repository.canonicalHost(said);
      return hosts.nameOf(host).flatMap(hosts::hostOf).orElse(host);
    } catch (IllegalArgumentException e) {
      return said;
    }
  }

  /** The repository as it is shown: Docker Hub's short names spelled out. */
  public String shownPath(Optional<String> host, String said) {
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
  public Relevance classify(NotificationEntry entry, SourceScope scope, String source) {
    if (entry.isDeleteWithoutTag()) {
      return switch (address(entry, ANY_TAG, scope)) {
        case TagLocation.To(TagKey(Repository repository, _)) ->
            new Relevance.Ours(ImageEventFactory.ofDelete(entry, repository, source));
        case TagLocation.Refused _ -> new Relevance.Ignored();
      };
    }
    if (entry.ignored().isPresent()) {
      return new Relevance.Ignored();
    }
    return switch (address(entry, entry.tag().orElse(""), scope)) {
      case TagLocation.To(TagKey key) ->
          new Relevance.Ours(ImageEventFactory.ofTag(entry, key, source));
      case TagLocation.Refused(Reason reason) -> new Relevance.Refused(reason);
    };
  }

  /** Which tag is meant; a part that the entry does not say is no legal one. */
  private TagLocation address(NotificationEntry entry, String tag, SourceScope scope) {
    Optional<String> named = entry.host().or(scope::defaultHost);
    if (named.isEmpty()) {
      return new TagLocation.Refused(Reason.REGISTRY_MISSING);
    }
    Optional<Tag> validTag = Tag.ifValid(tag);
    if (validTag.isEmpty()) {
      return new TagLocation.Refused(Reason.TAG_INVALID);
    }
    Optional<String> registry = nameOf(named.get());
    if (registry.isEmpty()) {
      return new TagLocation.Refused(Reason.REGISTRY_NOT_LISTED);
    }
    if (!scope.covers(registry.get())) {
      return new TagLocation.Refused(Reason.REGISTRY_NOT_ALLOWED);
    }
    try {
      Repository repository =
          hosts.canonical(new Repository(named.get(), entry.repository().orElse("")));
      return new TagLocation.To(new TagKey(repository, validTag.get()));
    } catch (IllegalArgumentException e) {
      return new TagLocation.Refused(Reason.REPOSITORY_INVALID);
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

package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.registry.config.RegistryHosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Locates the tag of a listed registry that a sender names. All names are outside text. A host that
 * is not listed is shown in the answer, and never connected to.
 */
@ApplicationScoped
public class TagLocator {
  /** A valid tag, for an entry without a tag: only the rest of it is checked. */
  private static final String ANY_TAG = "latest";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final RegistryHosts hosts;
  private final PolicySource policies;

  public TagLocator(RegistryHosts hosts, PolicySource policies) {
    this.hosts = hosts;
    this.policies = policies;
  }

  /**
   * Returns the display name of the registry that an entry names: its canonical host if it is
   * listed, otherwise the sender's text; of an entry that names none the registry that is meant.
   */
  public Optional<String> displayHost(NotificationEntry entry, SourceScope scope) {
    return entry
        .host()
        .map(said -> nameOf(said).flatMap(hosts::hostOf).orElseGet(() -> canonical(said)))
        .or(() -> meant(entry, scope).flatMap(hosts::hostOf));
  }

  /**
   * What the sender calls the registry, where its one registry is meant although it is no name of
   * it.
   */
  public Optional<String> otherName(NotificationEntry entry, SourceScope scope) {
    Optional<String> meant = meant(entry, scope);
    return entry.host().filter(said -> meant.isPresent() && !nameOf(said).equals(meant));
  }

  private static String canonical(String said) {
    try {
      return Repository.canonicalHost(said);
    } catch (IllegalArgumentException e) {
      return said;
    }
  }

  /** Returns the display name of a repository, with Docker Hub's short names written out. */
  public String displayPath(Optional<String> host, String said) {
    try {
      return new Repository(host.orElse("unnamed.invalid"), said).path();
    } catch (IllegalArgumentException e) {
      return said;
    }
  }

  /**
   * Classifies an entry. A delete without a tag that is out of its sender's scope is ignored, not
   * refused, because registries send many of those. So is a push of another kind than an image. The
   * policies are asked only about such a push, which a rule may name ({@code kinds}).
   *
   * @param source name of the source, or of the events door
   * @throws TemporaryFailure if the policies could not be read and the answer depends on them
   */
  public Relevance classify(NotificationEntry entry, SourceScope scope, String source) {
    if (entry.isDeleteWithoutTag()) {
      return switch (locate(entry, ANY_TAG, scope)) {
        case TagLocation.To(TagKey(Repository repository, _)) ->
            new Relevance.Relevant(ImageEventFactory.ofDelete(entry, repository, source));
        case TagLocation.Refused _ -> new Relevance.Ignored();
      };
    }
    if (!entry.unlessNamed().isEmpty()) {
      return switch (locate(entry, entry.tag().orElse(""), scope)) {
        case TagLocation.To(TagKey key) when isNamed(entry.unlessNamed()) ->
            new Relevance.Relevant(ImageEventFactory.ofTag(entry, key, source));
        case TagLocation.To _, TagLocation.Refused _ -> new Relevance.Ignored();
      };
    }
    if (entry.ignored().isPresent()) {
      return new Relevance.Ignored();
    }
    return switch (locate(entry, entry.tag().orElse(""), scope)) {
      case TagLocation.To(TagKey key) ->
          new Relevance.Relevant(ImageEventFactory.ofTag(entry, key, source));
      case TagLocation.Refused(Reason reason) -> new Relevance.Refused(reason);
    };
  }

  private boolean isNamed(Set<ContentKind> kinds) {
    try {
      return kinds.stream().anyMatch(policies::isNamed);
    } catch (PolicyUnavailable e) {
      throw TemporaryFailure.because(e, RETRY_AFTER);
    }
  }

  /** Locates the tag. A part that the entry does not name counts as invalid. */
  private TagLocation locate(NotificationEntry entry, String tag, SourceScope scope) {
    Optional<String> registry = meant(entry, scope);
    if (registry.isEmpty() && entry.host().isEmpty()) {
      return new TagLocation.Refused(Reason.REGISTRY_MISSING);
    }
    Optional<Tag> validTag = Tag.ifValid(tag);
    if (validTag.isEmpty()) {
      return new TagLocation.Refused(Reason.TAG_INVALID);
    }
    Optional<String> host = registry.flatMap(hosts::hostOf);
    if (registry.isEmpty() || host.isEmpty()) {
      return new TagLocation.Refused(Reason.REGISTRY_NOT_LISTED);
    }
    if (!scope.covers(registry.get())) {
      return new TagLocation.Refused(Reason.REGISTRY_NOT_ALLOWED);
    }
    try {
      Repository repository = new Repository(host.get(), entry.repository().orElse(""));
      return new TagLocation.To(hosts.key(repository, validTag.get()));
    } catch (IllegalArgumentException e) {
      return new TagLocation.Refused(Reason.REPOSITORY_INVALID);
    }
  }

  /**
   * The configured name of the registry that an entry is about. Where the text is what the pusher's
   * client said ({@code Host:}), a pusher could hide an overwrite by it: of a source that speaks of
   * one registry, or has a default one, whatever it names outside of the source's scope means that
   * one.
   */
  private Optional<String> meant(NotificationEntry entry, SourceScope scope) {
    Optional<String> named = entry.host().flatMap(this::nameOf);
    if (entry.host().isPresent() && !entry.hostIsOfPusher()) {
      return named;
    }
    return named
        .filter(scope::covers)
        .or(scope::only)
        .or(() -> scope.defaultHost().flatMap(this::nameOf))
        .or(() -> named);
  }

  private Optional<String> nameOf(String host) {
    try {
      return hosts.nameOf(Repository.canonicalHost(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A text that is not a host cannot be the host of a listed registry.
    }
  }
}

package dev.tagfast.image;

import java.time.Instant;
import java.util.Optional;

/**
 * A registry's claim that a digest or a whole repository was deleted. It does not name the affected
 * tags; the ledger knows them.
 *
 * @param repository on the registry's canonical host
 * @param digest the deleted digest; empty if the whole repository was deleted. A malformed digest
 *     never counts as empty here
 * @param mediaType the media type of the manifest, as the registry claims
 * @param id the sender's id of the event
 * @param actor who deleted it, as the registry claims; untrusted text, already cleaned and
 *     shortened
 * @param pushedAt the time, by the registry's clock; for people, never for decisions
 * @param source name of the configured source or of the door, as {@link PushEvent#source}
 */
public record UntaggedDelete(
    Repository repository,
    Optional<Digest> digest,
    Optional<String> mediaType,
    Optional<String> id,
    Optional<String> actor,
    Optional<Instant> pushedAt,
    String source)
    implements ImageEvent {
  /** The event for one of the tags that may have been deleted with it. */
  public PushEvent of(Tag tag) {
    PushEvent event =
        new PushEvent(
            action(), new TagKey(repository, tag), digest, mediaType, id, actor, pushedAt, source);
    return event.isDeadLetter() ? event.asDeadLetter() : event;
  }

  /**
   * A copy marked as a dead letter. It keeps the digest: without it, the event would mean the whole
   * repository.
   */
  @Override
  public UntaggedDelete asDeadLetter() {
    return new UntaggedDelete(
        repository, digest, mediaType, id, actor, pushedAt, PushEvent.DEAD_LETTERS);
  }

  @Override
  public PushEvent.Action action() {
    return PushEvent.Action.DELETE;
  }

  @Override
  public Optional<Tag> tag() {
    return Optional.empty();
  }

  @Override
  public String about() {
    return repository + digest.map(gone -> "@" + gone).orElse("");
  }
}

package dev.tagfast.image;

import java.time.Instant;
import java.util.Optional;

/**
 * One registry says: this digest is gone, or this whole repository, and which tags went with it is
 * not said. The ledger knows them.
 *
 * @param repository on the registry's canonical host
 * @param digest what was deleted; absent: the repository. A malformed one never becomes that
 * @param mediaType media type of the manifest, as said
 * @param id the sender's id of the event
 * @param actor who deleted it, as the registry says: outside text, cleaned and cut before
 * @param pushedAt when, by the registry's clock: for people, never for decisions
 * @param source name of the configured source, or of the door, as {@link PushEvent#source}
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
  /** The same about one of the tags that may have gone with it. */
  public PushEvent of(Tag tag) {
    PushEvent event =
        new PushEvent(
            action(), new TagKey(repository, tag), digest, mediaType, id, actor, pushedAt, source);
    return event.isDeadLetter() ? event.asDeadLetter() : event;
  }

  /** The same, delivered for the last time; without the digest it would be about another thing. */
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

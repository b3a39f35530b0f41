package dev.tagfast.image;

import java.time.Instant;
import java.util.Optional;

/**
 * An event from a registry: about one tag, or a delete that names no tag. It is a hint to ask the
 * registry, never a fact.
 */
public sealed interface ImageEvent permits PushEvent, UntaggedDelete {
  /** The action that the registry claims. */
  PushEvent.Action action();

  /** The repository, on the registry's canonical host. */
  Repository repository();

  /** The tag; empty only for a delete that names none. */
  Optional<Tag> tag();

  /** The digest that the event names. */
  Optional<Digest> digest();

  /** The media type of the manifest, as the registry claims. */
  Optional<String> mediaType();

  /** The sender's id of the event. */
  Optional<String> id();

  /** The person or account that did it, as the registry claims. */
  Optional<String> actor();

  /** The time, by the registry's clock. */
  Optional<Instant> pushedAt();

  /** The name of the configured source, or of the door that received the event. */
  String source();

  /** A copy marked as a dead letter: no one delivers it again. */
  ImageEvent asDeadLetter();

  /** The subject, for people: {@code registry/repo:tag}, or what was deleted. */
  String about();
}

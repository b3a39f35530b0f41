package dev.tagfast.image;

import java.time.Instant;
import java.util.Optional;

/**
 * What a registry tells of its images: something about one tag, or a delete that names none. A hint
 * to look, never a fact.
 */
public sealed interface ImageEvent permits PushEvent, UntaggedDelete {
  /** What the registry says was done. */
  PushEvent.Action action();

  /** Where, on the registry's canonical host. */
  Repository repository();

  /** The tag; absent only of a delete that names none. */
  Optional<Tag> tag();

  /** The digest it names. */
  Optional<Digest> digest();

  /** Media type of the manifest, as said. */
  Optional<String> mediaType();

  /** The sender's id of the event. */
  Optional<String> id();

  /** Who did it, as the registry says. */
  Optional<String> actor();

  /** When, by the registry's clock. */
  Optional<Instant> pushedAt();

  /** Name of the configured source, or of the door that it came in by. */
  String source();

  /** The same, delivered for the last time. */
  ImageEvent asDeadLetter();

  /** What it is about, for people: {@code registry/repo:tag}, or what was deleted. */
  String about();
}

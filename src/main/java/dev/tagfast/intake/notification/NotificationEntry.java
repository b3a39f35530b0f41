package dev.tagfast.intake.notification;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing found in a request, as its sender tells it: nothing is looked up and nothing is trusted
 * yet. All text is cleaned and cut, because it is shown in the answer.
 *
 * @param action what was done
 * @param ignored why it is not a matter for us
 * @param host the registry, by the name its sender gives it
 * @param repository path inside the registry
 * @param tag the tag
 * @param digest the digest; a malformed one counts as absent
 * @param mediaType of the manifest or blob
 * @param id the sender's id of this event
 * @param actor who did it
 * @param pushedAt when; a malformed time counts as absent
 */
public record NotificationEntry(
    Action action,
    Optional<IgnoreReason> ignored,
    Optional<String> host,
    Optional<String> repository,
    Optional<String> tag,
    Optional<Digest> digest,
    Optional<String> mediaType,
    Optional<String> id,
    Optional<String> actor,
    Optional<Instant> pushedAt) {
  private static final int LONGEST_NAME = 260;
  private static final int LONGEST = 128;

  /** What was done. */
  public enum Action {
    PUSH,
    DELETE,
    /** Neither: always ignored. */
    OTHER;

    /** The word in the answer. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Cleans and cuts what comes from outside. */
  public NotificationEntry {
    if (action == Action.OTHER && ignored.isEmpty()) {
      throw new IllegalArgumentException("what is neither push nor delete must be ignored");
    }
    host = clean(host, LONGEST_NAME);
    repository = clean(repository, LONGEST_NAME);
    // One more than a tag may have, so that one which is too long does not become a valid one.
    tag = clean(tag, LONGEST + 1);
    mediaType = clean(mediaType, LONGEST);
    id = clean(id, LONGEST);
    actor = clean(actor, LONGEST);
  }

  /** A push: what is there to tell is added to it. */
  public static EntryBuilder push() {
    return new EntryBuilder(Action.PUSH);
  }

  /** A delete. */
  public static EntryBuilder delete() {
    return new EntryBuilder(Action.DELETE);
  }

  /** Neither, and why it is no matter for us. */
  public static EntryBuilder other(IgnoreReason why) {
    return new EntryBuilder(Action.OTHER).ignored(why);
  }

  /**
   * Whether it is a delete that names no tag and yet says enough to find those that went with it:
   * of a digest, or of a whole repository.
   */
  public boolean isDeleteWithoutTag() {
    return ignored.filter(IgnoreReason.REPOSITORY_DELETE::equals).isPresent()
        || (ignored.filter(IgnoreReason.DELETE_BY_DIGEST::equals).isPresent()
            && digest.isPresent());
  }

  /** What is no matter for us as a whole; only its id is told. */
  public static NotificationEntry ignored(IgnoreReason why, Optional<String> id) {
    return other(why).id(id).build();
  }

  private static Optional<String> clean(Optional<String> text, int longest) {
    return text.map(said -> UntrustedText.clean(said, longest)).filter(said -> !said.isBlank());
  }
}

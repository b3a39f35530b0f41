package dev.tagfast.intake.notification;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.policy.ContentKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of a notification, as its sender describes it. Nothing in it is looked up or trusted
 * yet. All text is cleaned and cut, because the answer shows it.
 *
 * @param action what was done
 * @param ignored why the entry is ignored; absent if it is not
 * @param unlessNamed kinds of content: the entry is ignored only unless a policy names one of them;
 *     empty if it is not ignored, or ignored whatever the policies say
 * @param host the registry, by the name that its sender uses
 * @param hostIsOfPusher whether the host is what the pusher's client called the registry ({@code
 *     Host:}), so the pusher chooses it
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
    Set<ContentKind> unlessNamed,
    Optional<String> host,
    boolean hostIsOfPusher,
    Optional<String> repository,
    Optional<String> tag,
    Optional<Digest> digest,
    Optional<String> mediaType,
    Optional<String> id,
    Optional<String> actor,
    Optional<Instant> pushedAt) {
  private static final int MAX_NAME = 260;
  private static final int MAX_TEXT = 128;

  /** The action of an entry. */
  public enum Action {
    PUSH,
    DELETE,
    /** Neither push nor delete: always ignored. */
    OTHER;

    /** The word of the action in the answer. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Cleans and cuts outside text. */
  public NotificationEntry {
    if (action == Action.OTHER && ignored.isEmpty()) {
      throw new IllegalArgumentException("what is neither push nor delete must be ignored");
    }
    unlessNamed = Set.copyOf(unlessNamed);
    host = clean(host, MAX_NAME);
    repository = clean(repository, MAX_NAME);
    // One more character than a tag may have: a tag that is too long must not become a valid
    // one.
    tag = clean(tag, MAX_TEXT + 1);
    mediaType = clean(mediaType, MAX_TEXT);
    id = clean(id, MAX_TEXT);
    actor = clean(actor, MAX_TEXT);
  }

  /** Starts an entry about a push. */
  public static EntryBuilder push() {
    return new EntryBuilder(Action.PUSH);
  }

  /** Starts an entry about a delete. */
  public static EntryBuilder delete() {
    return new EntryBuilder(Action.DELETE);
  }

  /** Starts an ignored entry about another action. */
  public static EntryBuilder other(IgnoreReason reason) {
    return new EntryBuilder(Action.OTHER).ignored(reason);
  }

  /**
   * Whether the entry is a delete that names no tag, and whose tags can be looked up: of a digest,
   * or of a whole repository.
   */
  public boolean isDeleteWithoutTag() {
    return ignored.filter(IgnoreReason.REPOSITORY_DELETE::equals).isPresent()
        || (ignored.filter(IgnoreReason.DELETE_BY_DIGEST::equals).isPresent()
            && digest.isPresent());
  }

  /** An ignored entry that shows only its id. */
  public static NotificationEntry ignored(IgnoreReason reason, Optional<String> id) {
    return other(reason).id(id).build();
  }

  private static Optional<String> clean(Optional<String> text, int maxLength) {
    return text.map(value -> UntrustedText.clean(value, maxLength))
        .filter(value -> !value.isBlank());
  }
}

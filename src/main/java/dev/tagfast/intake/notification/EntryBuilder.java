package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import java.time.Instant;
import java.util.Optional;

/**
 * Builds an entry from what a sender says; whatever it does not say stays absent. Applies the rules
 * that all dialects share ({@link TagRules}), so that a dialect only adds what its own registry
 * does differently.
 */
public final class EntryBuilder {
  private final Action action;
  private Optional<IgnoreReason> ignored = Optional.empty();
  private Optional<String> host = Optional.empty();
  private Optional<String> repository = Optional.empty();
  private Optional<String> tag = Optional.empty();
  private Optional<Digest> digest = Optional.empty();
  private boolean saidDigest;
  private Optional<String> mediaType = Optional.empty();
  private Optional<String> configMediaType = Optional.empty();
  private Optional<String> id = Optional.empty();
  private Optional<String> actor = Optional.empty();
  private Optional<Instant> pushedAt = Optional.empty();

  EntryBuilder(Action action) {
    this.action = action;
  }

  /** The registry's host and port; absent: the source's default registry is meant. */
  public EntryBuilder host(Optional<String> said) {
    host = said;
    return this;
  }

  /** Path inside the registry. */
  public EntryBuilder repository(Optional<String> said) {
    repository = said;
    return this;
  }

  /** A tag; where it is a digest, as some registries say, it was pushed without a tag. */
  public EntryBuilder tag(Optional<String> said) {
    if (said.filter(TagRules::isDigest).isPresent()) {
      return digest.isPresent() ? this : digest(said);
    }
    tag = said.filter(text -> !text.isBlank());
    return this;
  }

  /** A digest; a malformed one counts as absent. */
  public EntryBuilder digest(Optional<String> said) {
    saidDigest |= said.isPresent();
    digest = said.flatMap(Digest::ifValid).or(() -> digest);
    return this;
  }

  /**
   * A digest as a member says it. Whatever is there and no text is a malformed one: a delete that
   * names one is never that of a whole repository.
   */
  public EntryBuilder digest(JsonNode said) {
    return digest(said.isMissingNode() ? Optional.empty() : Optional.of(said.asText("")));
  }

  /** Media type of the manifest. Where it is not one of an image, a push is ignored. */
  public EntryBuilder mediaType(Optional<String> said) {
    mediaType = said;
    return this;
  }

  /** Media type of the manifest's configuration. Where it is one of Helm, a push is ignored. */
  public EntryBuilder configMediaType(Optional<String> said) {
    configMediaType = said;
    return this;
  }

  /** Host, path, tag and digest at once, where the sender writes a full reference. */
  public EntryBuilder reference(FullReference reference) {
    host = Optional.of(reference.host());
    repository = Optional.of(reference.path());
    return tag(reference.tag().or(() -> tag)).digest(reference.digest());
  }

  /** The sender's id of this event. */
  public EntryBuilder id(Optional<String> said) {
    id = said;
    return this;
  }

  /** Who did it. */
  public EntryBuilder actor(Optional<String> said) {
    actor = said;
    return this;
  }

  /** When, see {@link Times}. */
  public EntryBuilder pushedAt(Optional<Instant> said) {
    pushedAt = said;
    return this;
  }

  /** Not a matter for us, for a reason that only this dialect sees: comes before the rules. */
  public EntryBuilder ignored(IgnoreReason why) {
    ignored = Optional.of(why);
    return this;
  }

  /** The same where there is a reason; nothing where there is none. */
  public EntryBuilder ignored(Optional<IgnoreReason> why) {
    ignored = why.or(() -> ignored);
    return this;
  }

  /** The entry. */
  public NotificationEntry build() {
    Optional<IgnoreReason> why =
        ignored.or(
            () ->
                switch (action) {
                  case PUSH -> TagRules.push(tag, mediaType, configMediaType);
                  case DELETE -> TagRules.delete(tag, saidDigest);
                  case OTHER -> Optional.of(IgnoreReason.OTHER_ACTION);
                });
    return new NotificationEntry(
        action, why, host, repository, tag, digest, mediaType, id, actor, pushedAt);
  }
}

package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import dev.tagfast.policy.ContentKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Builds an entry from what a sender says. A value that it does not say stays absent. {@code build}
 * applies the rules that all dialects share ({@link TagRules}), so a dialect adds only what is
 * special to its registry.
 */
public final class EntryBuilder {
  private final Action action;
  private Optional<IgnoreReason> ignored = Optional.empty();
  private Set<ContentKind> otherKinds = Set.of();
  private Optional<String> host = Optional.empty();
  private boolean hostIsOfPusher;
  private Optional<String> repository = Optional.empty();
  private Optional<String> tag = Optional.empty();
  private Optional<Digest> digest = Optional.empty();
  private boolean namesDigest;
  private Optional<String> mediaType = Optional.empty();
  private Optional<String> configMediaType = Optional.empty();
  private Optional<String> id = Optional.empty();
  private Optional<String> actor = Optional.empty();
  private Optional<Instant> pushedAt = Optional.empty();

  EntryBuilder(Action action) {
    this.action = action;
  }

  /** Sets the host as the pusher's client called it. */
  public EntryBuilder hostOfPusher(Optional<String> value) {
    hostIsOfPusher = true;
    return host(value);
  }

  /** Sets the registry's host and port; absent means the source's default registry. */
  public EntryBuilder host(Optional<String> value) {
    host = value;
    return this;
  }

  /** Sets the path inside the registry. */
  public EntryBuilder repository(Optional<String> value) {
    repository = value;
    return this;
  }

  /**
   * Sets the tag. Some registries write a digest here: then the manifest was pushed without a tag.
   */
  public EntryBuilder tag(Optional<String> value) {
    if (value.filter(TagRules::isDigest).isPresent()) {
      return digest.isPresent() ? this : digest(value);
    }
    tag = value.filter(text -> !text.isBlank());
    return this;
  }

  /** Sets the digest. A malformed or absent one keeps the digest that was set before. */
  public EntryBuilder digest(Optional<String> value) {
    namesDigest |= value.isPresent();
    digest = value.flatMap(Digest::ifValid).or(() -> digest);
    return this;
  }

  /**
   * Sets the digest from a JSON member. A member that is not text is a malformed digest. So a
   * delete with such a member is a delete by digest, never the delete of a whole repository.
   */
  public EntryBuilder digest(JsonNode value) {
    return digest(value.isMissingNode() ? Optional.empty() : Optional.of(value.asText("")));
  }

  /**
   * Sets the media type of the manifest. A push with a media type that is not of an image is
   * ignored.
   */
  public EntryBuilder mediaType(Optional<String> value) {
    mediaType = value;
    return this;
  }

  /**
   * Sets the media type of the manifest's configuration. A push with Helm's media type is ignored.
   */
  public EntryBuilder configMediaType(Optional<String> value) {
    configMediaType = value;
    return this;
  }

  /** Sets host, path, tag and digest from a full reference. */
  public EntryBuilder reference(FullReference reference) {
    host = Optional.of(reference.host());
    repository = Optional.of(reference.path());
    return tag(reference.tag().or(() -> tag)).digest(reference.digest());
  }

  /** Sets the sender's id of this event. */
  public EntryBuilder id(Optional<String> value) {
    id = value;
    return this;
  }

  /** Sets who pushed or deleted. */
  public EntryBuilder actor(Optional<String> value) {
    actor = value;
    return this;
  }

  /** Sets the time of the event, see {@link Times}. */
  public EntryBuilder pushedAt(Optional<Instant> value) {
    pushedAt = value;
    return this;
  }

  /**
   * Ignores the entry for a reason that only this dialect sees. It takes precedence over the shared
   * rules.
   */
  public EntryBuilder ignored(IgnoreReason reason) {
    ignored = Optional.of(reason);
    return this;
  }

  /** Ignores the entry if there is a reason; changes nothing otherwise. */
  public EntryBuilder ignored(Optional<IgnoreReason> reason) {
    ignored = reason.or(() -> ignored);
    return this;
  }

  /**
   * Says that the tag does not point at an image. The entry is ignored, unless a policy names one
   * of the kinds.
   *
   * @param kinds what it may be instead, as far as the sender tells; none: nothing is said
   */
  public EntryBuilder otherThanImage(Set<ContentKind> kinds) {
    otherKinds = Set.copyOf(kinds);
    return this;
  }

  public NotificationEntry build() {
    Set<ContentKind> kinds = kinds();
    Optional<IgnoreReason> whateverItIs = ignored.or(this::byRule);
    boolean isForItsKind = ignored.isEmpty() && !kinds.isEmpty() && action != Action.OTHER;
    Optional<IgnoreReason> reason = isForItsKind ? Optional.of(reasonOf(kinds)) : whateverItIs;
    return new NotificationEntry(
        action,
        reason,
        isForItsKind && whateverItIs.isEmpty() ? kinds : Set.of(),
        host,
        hostIsOfPusher,
        repository,
        tag,
        digest,
        mediaType,
        id,
        actor,
        pushedAt);
  }

  private Set<ContentKind> kinds() {
    boolean isChart = action == Action.PUSH && TagRules.isChart(mediaType, configMediaType);
    return isChart ? Set.of(ContentKind.CHART) : otherKinds;
  }

  private Optional<IgnoreReason> byRule() {
    return switch (action) {
      case PUSH -> TagRules.push(tag, mediaType);
      case DELETE -> TagRules.delete(tag, namesDigest);
      case OTHER -> Optional.of(IgnoreReason.OTHER_ACTION);
    };
  }

  private static IgnoreReason reasonOf(Set<ContentKind> kinds) {
    return kinds.contains(ContentKind.CHART) ? IgnoreReason.CHART : IgnoreReason.NOT_AN_IMAGE;
  }
}

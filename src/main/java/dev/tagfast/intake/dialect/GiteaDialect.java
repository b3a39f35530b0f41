package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Package webhooks of Gitea and Forgejo ({@code modules/structs/hook.go} there). They carry
 * GitHub's headers too, so this dialect comes before GitHub's. A pushed tag comes without its
 * digest.
 */
final class GiteaDialect implements Dialect {
  private static final List<String> EVENT = List.of("X-Forgejo-Event", "X-Gitea-Event");
  private static final List<String> DELIVERY = List.of("X-Forgejo-Delivery", "X-Gitea-Delivery");

  @Override
  public String name() {
    return "gitea";
  }

  /** Gitea waits 5 s, and never repeats a request. */
  @Override
  public Duration answerWithin() {
    return Duration.ofSeconds(4);
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && (EVENT.stream().anyMatch(notification.headers()::has)
            || (notification.text("package", "type").isPresent()
                && notification.text("package", "html_url").isPresent()));
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    Optional<String> id = first(notification, DELIVERY);
    JsonNode pkg = body.path("package");
    if (!pkg.isObject()) {
      // The test message too: Gitea tests every webhook with a push of commits.
      boolean isGitea = first(notification, EVENT).isPresent();
      return Reading.of(
          NotificationEntry.ignored(
              isGitea ? IgnoreReason.OTHER_EVENT : IgnoreReason.OTHER_FORMAT, id));
    }
    EntryBuilder entry =
        newEntry(Json.text(body, "action").orElse(""))
            .id(id)
            .actor(Json.text(body, "sender", "login"));
    boolean isContainer = Json.text(pkg, "type").filter("container"::equals).isPresent();
    return Reading.of(
        isContainer ? image(entry, pkg).build() : entry.ignored(IgnoreReason.NOT_AN_IMAGE).build());
  }

  private static EntryBuilder newEntry(String action) {
    return switch (action) {
      case "created" -> NotificationEntry.push(); // also when a tag is overwritten
      case "deleted" -> NotificationEntry.delete();
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }

  private static EntryBuilder image(EntryBuilder entry, JsonNode pkg) {
    return entry
        .host(Json.text(pkg, "html_url").flatMap(FullReference::hostOfUrl))
        .repository(
            Json.text(pkg, "owner", "login")
                .or(() -> Json.text(pkg, "owner", "username"))
                .flatMap(owner -> Json.text(pkg, "name").map(name -> owner + "/" + name))
                .map(path -> path.toLowerCase(Locale.ROOT)))
        // This is a digest if the manifest was pushed by digest.
        .tag(Json.text(pkg, "version"))
        .pushedAt(Json.text(pkg, "created_at").flatMap(Times::rfc3339));
  }

  private static Optional<String> first(Notification notification, List<String> names) {
    return names.stream().flatMap(name -> notification.headers().first(name).stream()).findFirst();
  }
}

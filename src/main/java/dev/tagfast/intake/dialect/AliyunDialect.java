package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Alibaba Cloud Container Registry. Its notifications name no host: the query parameter {@code
 * registry_url} of the webhook's URL names it, otherwise it is the public host of the region. Their
 * times have no zone, so they count as absent.
 */
final class AliyunDialect implements Dialect {
  private static final String REGISTRY = "registry_url";

  /** A region that may become part of a host name. */
  private static final Pattern REGION = Pattern.compile("[a-z]{2}-[a-z0-9-]{1,30}");

  @Override
  public String name() {
    return "aliyun";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && notification.at("push_data").isObject()
        && (notification.text("repository", "repo_full_name").isPresent()
            || notification.text("repository", "region").isPresent());
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    JsonNode push = body.path("push_data");
    if (!push.isObject()) {
      return Reading.of(
          NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, notification.eventId()));
    }
    JsonNode repository = body.path("repository");
    return Reading.of(
        NotificationEntry.push()
            .host(host(notification))
            .repository(
                Json.text(repository, "repo_full_name")
                    .or(() -> Envelope.joined(repository, "namespace", "name")))
            .digest(Json.text(push, "digest"))
            .tag(Json.text(push, "tag"))
            .build());
  }

  private static Optional<String> host(Notification notification) {
    return notification
        .parameter(REGISTRY)
        .map(value -> FullReference.hostOfUrl(value).orElse(value))
        .or(
            () ->
                notification
                    .text("repository", "region")
                    .filter(region -> REGION.matcher(region).matches())
                    .map(region -> "registry." + region + ".aliyuncs.com"));
  }
}

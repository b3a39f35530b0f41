package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Repository;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.util.Optional;

/**
 * Docker Hub's webhooks. They contain neither digest nor id, are sent once per manifest of a
 * multi-arch push, and report pushes only. Their {@code callback_url} is never called: Docker Hub
 * no longer answers there, and a sender could write any address into it.
 */
final class DockerHubDialect implements Dialect {
  @Override
  public String name() {
    return "dockerhub";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && notification.at("push_data").isObject()
        && (notification.text("repository", "repo_name").isPresent()
            || notification.text("repository", "name").isPresent());
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
            .host(Optional.of(Repository.DOCKER_HUB))
            .repository(
                Json.text(repository, "repo_name")
                    .or(() -> Envelope.joined(repository, "namespace", "name"))
                    .or(() -> Json.text(repository, "name")))
            .tag(Json.text(push, "tag"))
            // Despite its name, this is not the manifest's media type.
            .configMediaType(Json.text(push, "media_type"))
            .actor(Json.text(push, "pusher"))
            .pushedAt(Times.seconds(push.path("pushed_at")))
            .build());
  }
}

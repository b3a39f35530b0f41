package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import java.util.Optional;

/**
 * The CloudEvent {@code container.image.push}, which argocd-image-updater accepts from self-made
 * senders. Values that the data omits are in the subject, {@code repository:tag}, and in the
 * source, the registry's URL.
 */
final class GenericDialect implements Dialect {
  private static final String TYPE = "container.image.push";

  @Override
  public String name() {
    return "generic";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return notification.isEvent(TYPE);
  }

  @Override
  public Reading read(Notification notification) {
    EventContext event =
        notification
            .event()
            .orElseThrow(() -> new MalformedBody("not a CloudEvent of the type " + TYPE));
    JsonNode data = notification.json();
    String[] subject = event.subject().orElse("").split(":", 2);
    return Reading.of(
        NotificationEntry.push()
            .host(
                either(data, "registryUrl", "registry")
                    .map(GenericDialect::host)
                    .or(() -> FullReference.hostOfUrl(event.source())))
            .repository(
                either(data, "repositoryName", "repository").or(() -> Optional.of(subject[0])))
            .tag(
                either(data, "imageTag", "tag")
                    .or(() -> subject.length > 1 ? Optional.of(subject[1]) : Optional.empty()))
            .digest(either(data, "imageDigest", "digest"))
            .mediaType(Json.text(data, "mediaType"))
            .id(Optional.of(event.id()))
            .pushedAt(event.time())
            .build());
  }

  /** Returns the host of a URL, or the text itself if it is only a host. */
  private static String host(String url) {
    return FullReference.hostOfUrl(url).orElse(url);
  }

  private static Optional<String> either(JsonNode from, String first, String second) {
    return Json.text(from, first).or(() -> Json.text(from, second));
  }
}

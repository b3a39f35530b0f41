package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Amazon ECR, which sends through EventBridge: its event unchanged (API destination), as the data
 * of a CloudEvent of any type (Knative's SQS source, TriggerMesh), or in a CloudEvent of another
 * shape that an input transformer makes ({@code com.amazon.ecr.image.push}).
 */
final class EcrDialect implements Dialect {
  private static final String TRANSFORMED = "com.amazon.ecr.";

  private static final String USUAL_DOMAIN = "amazonaws.com";

  /**
   * The domains of the partitions by the beginnings of their regions, as the AWS SDKs have them.
   */
  private static final Map<String, String> DOMAINS =
      Map.of(
          "cn-", "amazonaws.com.cn",
          "eusc-", "amazonaws.eu",
          "us-iso-", "c2s.ic.gov",
          "us-isob-", "sc2s.sgov.gov",
          "us-isof-", "csp.hci.ic.gov",
          "eu-isoe-", "cloud.adc-e.uk");

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(?:-[a-z0-9]+){1,4}");

  @Override
  public String name() {
    return "ecr";
  }

  /** EventBridge waits 5 s. */
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
    return notification.isEvent(TRANSFORMED)
        || notification.text("source").filter("aws.ecr"::equals).isPresent();
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = notification.json();
    if (!body.isObject()) {
      throw new MalformedBody("not an event of EventBridge: it must be an object");
    }
    return Reading.of(
        notification
            .event()
            .filter(event -> event.type().startsWith(TRANSFORMED))
            .map(event -> transformedEntry(event, body))
            .orElseGet(() -> eventBridgeEntry(body)));
  }

  /**
   * Reads an event of EventBridge. It uses EventBridge's id, because the id of a CloudEvent around
   * it changes when it is sent again.
   */
  private static NotificationEntry eventBridgeEntry(JsonNode event) {
    JsonNode detail = event.path("detail");
    return newEntry(Json.text(event, "detail-type").orElse(""), detail)
        .host(host(Json.text(event, "account"), Json.text(event, "region")))
        .repository(Json.text(detail, "repository-name"))
        .tag(Json.text(detail, "image-tag"))
        .digest(Json.text(detail, "image-digest"))
        .mediaType(Json.text(detail, "manifest-media-type"))
        .configMediaType(Json.text(detail, "artifact-media-type"))
        .id(Json.text(event, "id"))
        .pushedAt(Json.text(event, "time").flatMap(Times::rfc3339))
        .build();
  }

  private static NotificationEntry transformedEntry(EventContext event, JsonNode data) {
    EntryBuilder entry =
        event.type().startsWith(TRANSFORMED + "image.push")
            ? NotificationEntry.push()
            : NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    return entry
        .host(
            host(
                Json.text(data, "registryId").or(() -> arnPart(event.source(), 4)),
                arnPart(event.source(), 3)))
        .repository(Json.text(data, "repositoryName"))
        .tag(Json.text(data, "imageTag"))
        .digest(Json.text(data, "imageDigest"))
        .id(Optional.of(event.id()))
        .pushedAt(event.time())
        .build();
  }

  private static EntryBuilder newEntry(String type, JsonNode detail) {
    return switch (type) {
      case "ECR Image Action" -> image(detail);
      case "ECR Referrer Action" -> NotificationEntry.other(IgnoreReason.REFERRER);
      case "ECR Artifact Action" -> NotificationEntry.other(IgnoreReason.NOT_AN_IMAGE);
      case "ECR Image Scan", "ECR Scan Resource Change" ->
          NotificationEntry.other(IgnoreReason.SCAN);
      case "ECR Replication Action" -> NotificationEntry.other(IgnoreReason.REPLICATION);
      case "ECR Pull Through Cache Action" -> NotificationEntry.other(IgnoreReason.CACHE);
      case "" -> NotificationEntry.other(IgnoreReason.NOT_AN_EVENT);
      default -> NotificationEntry.other(IgnoreReason.OTHER_EVENT);
    };
  }

  private static EntryBuilder image(JsonNode detail) {
    if (Json.text(detail, "result").filter(result -> !result.equals("SUCCESS")).isPresent()) {
      return NotificationEntry.other(IgnoreReason.OTHER_ACTION); // The action failed.
    }
    return switch (Json.text(detail, "action-type").orElse("")) {
      case "PUSH" -> NotificationEntry.push();
      case "DELETE" -> NotificationEntry.delete();
      case "" -> NotificationEntry.other(IgnoreReason.NOT_AN_EVENT);
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }

  /**
   * Returns the host, which no event names: it consists of the account, which is the registry's id,
   * and the region. A registry has more hosts, for IPv6 and FIPS; those are its aliases.
   */
  private static Optional<String> host(Optional<String> account, Optional<String> region) {
    return account
        .filter(text -> ACCOUNT.matcher(text).matches())
        .flatMap(
            registry ->
                region
                    .filter(text -> REGION.matcher(text).matches())
                    .map(place -> registry + ".dkr.ecr." + place + "." + domain(place)));
  }

  private static String domain(String region) {
    return DOMAINS.entrySet().stream()
        .filter(partition -> region.startsWith(partition.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(USUAL_DOMAIN);
  }

  /**
   * Returns a part of {@code arn:aws:ecr:<region>:<account>:repository/…}, which is also written
   * with {@code urn:}.
   */
  private static Optional<String> arnPart(String source, int part) {
    String[] parts = source.split(":", -1);
    return parts.length > part && parts[2].equals("ecr")
        ? Optional.of(parts[part])
        : Optional.empty();
  }
}

package dev.tagfast.report.cloudevents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.report.Report;
import dev.tagfast.report.Situation;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/**
 * Converts a report into a CloudEvent, for the sink and for the reply alike. {@code
 * docs/schemas/report.json} describes the data; fields are only ever added.
 */
@ApplicationScoped
public class ReportEvents implements CloudEventWriter {
  /** The {@code $id} of the schema. */
  static final URI SCHEMA = URI.create("urn:tagfast:schema:report:v1");

  private static final int LONGEST_DETAIL = 1024;
  private static final int MOST_FOLLOWERS = 20;
  private static final double MILLIS = 1000;

  private final String source;

  /** Reads {@code tagfast.report.source}. */
  public ReportEvents(Settings settings) {
    source = source(settings);
  }

  /**
   * The configured {@code source} of Tagfast's CloudEvents.
   *
   * @throws WrongSetting if it is not a URI reference
   */
  public static String source(Settings settings) {
    String source = settings.report().source().strip();
    try {
      var _ = new URI(source + "/a");
      return source;
    } catch (URISyntaxException _) {
      throw new WrongSetting(
          "tagfast.report.source is not a URI reference, as CloudEvents ask of a source: "
              + UntrustedText.clean(source, 80));
    }
  }

  @Override
  public CloudEvent of(Report report) {
    return CloudEventBuilder.v1()
        .withId(report.id())
        .withSource(URI.create(source + "/" + uriPath(report.key())))
        .withType(report.kind().type())
        .withSubject(report.key().toString())
        .withTime(report.at().atOffset(ZoneOffset.UTC))
        .withData(
            "application/json", SCHEMA, data(report).toString().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** The key as a URI path. Only the brackets of an IPv6 host are not allowed in a path. */
  private static String uriPath(TagKey key) {
    return key.toString().replace("[", "%5B").replace("]", "%5D");
  }

  private static ObjectNode data(Report report) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    TagKey key = report.key();
    data.put("registry", key.repository().host());
    data.put("repository", key.repository().path());
    data.put("tag", key.tag().value());
    data.put("reason", report.reason().word());
    report.from().ifPresent(from -> data.put("from", from.value()));
    report.to().ifPresent(to -> data.put("to", to.value()));
    report.fromImage().ifPresent(image -> data.set("fromImage", image(image)));
    report.toImage().ifPresent(image -> data.set("toImage", image(image)));
    if (toIsAccepted(report)) {
      report.to().ifPresent(to -> data.put("pinned", pinned(key, to)));
    }
    report.cause().actor().ifPresent(actor -> data.put("actor", actor));
    report.cause().eventId().ifPresent(id -> data.put("eventId", id));
    data.put("source", report.cause().source());
    if (!report.detail().isBlank()) {
      data.put("detail", UntrustedText.clean(report.detail(), LONGEST_DETAIL));
    }
    report.rollout().ifPresent(rollout -> data.set("workload", workload(rollout)));
    report
        .rollout()
        .flatMap(RolloutResult::proposal)
        .ifPresent(proposal -> data.set("proposal", ProposalJson.of(proposal)));
    report.situation().ifPresent(situation -> put(situation, data));
    return data;
  }

  /**
   * Whether {@code to} is the digest that subscribers should run. Only then does the data hold a
   * pinned reference.
   */
  private static boolean toIsAccepted(Report report) {
    return switch (report.kind()) {
      case TAG_RESTORED,
          TAG_RETURNED,
          TAG_ACCEPTED,
          ROLLOUT_HELD,
          ROLLOUT_WAITS,
          ROLLOUT_PROPOSED,
          ROLLOUT_OBSERVED,
          ROLLOUT_STARTED,
          ROLLOUT_COMPLETED ->
          true;
      case TAG_OVERWRITTEN,
          TAG_NOT_RESTORED,
          TAG_HELD,
          ACCEPTED_DIGEST_GONE,
          TAG_WITHHELD,
          ACCEPTANCE_PENDING,
          DRIFT_FOUND,
          DRIFT_ENDED,
          ROLLOUT_FAILED,
          ROLLOUT_ROLLED_BACK,
          TAG_DELETED ->
          false;
    };
  }

  private static String pinned(TagKey key, Digest digest) {
    return key + "@" + digest;
  }

  private static ObjectNode image(ManifestFacts facts) {
    ObjectNode image = JsonNodeFactory.instance.objectNode();
    image.put("kind", facts.kind().word());
    ArrayNode platforms = image.putArray("platforms");
    facts.platformNames().forEach(platforms::add);
    facts.build().source().ifPresent(text -> image.put("source", text));
    facts.build().revision().ifPresent(text -> image.put("revision", text));
    facts.build().created().ifPresent(text -> image.put("created", text));
    facts.build().version().ifPresent(text -> image.put("version", text));
    return image;
  }

  private static void put(Situation situation, ObjectNode data) {
    data.put("mode", situation.act() ? "act" : "observe");
    situation
        .followers()
        .ifPresent(
            followers -> {
              ArrayNode list = data.putArray("followers");
              followers.stream()
                  .limit(MOST_FOLLOWERS)
                  .forEach(
                      follower -> {
                        ObjectNode one = workload(follower);
                        follower.from().ifPresent(pin -> one.put("pinnedTo", pin.value()));
                        list.add(one);
                      });
            });
  }

  private static ObjectNode workload(RolloutResult rollout) {
    ObjectNode workload = JsonNodeFactory.instance.objectNode();
    workload.put("apiVersion", rollout.workload().apiVersion());
    workload.put("kind", rollout.workload().kind());
    workload.put("namespace", rollout.workload().namespace());
    workload.put("name", rollout.workload().name());
    rollout.containers().forEach(workload.withArray("containers")::add);
    workload.put("reason", rollout.reason().word());
    rollout.took().ifPresent(took -> workload.put("seconds", took.toMillis() / MILLIS));
    return workload;
  }
}

package dev.tagfast.intake;

import dev.tagfast.report.Report;
import dev.tagfast.report.cloudevents.CloudEventWriter;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/** Writes the smallest CloudEvent of a report that a reply can carry. */
@Alternative
@ApplicationScoped
class PlainCloudEventWriter implements CloudEventWriter {
  @Override
  public CloudEvent of(Report report) {
    return CloudEventBuilder.v1()
        .withId(report.id())
        .withSource(URI.create("tagfast"))
        .withType(report.kind().type())
        .withSubject(report.key().toString())
        .withTime(report.at().atOffset(ZoneOffset.UTC))
        .withExtension("traceparent", "00-1")
        .withData(
            "application/json",
            ("{\"reason\":\"" + report.reason() + "\"}").getBytes(StandardCharsets.UTF_8))
        .build();
  }
}

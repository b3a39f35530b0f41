package dev.tagfast.report.cloudevents;

import dev.tagfast.report.Report;
import io.cloudevents.CloudEvent;

/** A report as the CloudEvent that {@code K_SINK}, or the reply, carries. */
@FunctionalInterface
public interface CloudEventWriter {
  /** Its id is the report's, its data is JSON. */
  CloudEvent of(Report report);
}

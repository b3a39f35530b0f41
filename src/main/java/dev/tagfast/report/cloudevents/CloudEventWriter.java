package dev.tagfast.report.cloudevents;

import dev.tagfast.report.Report;
import io.cloudevents.CloudEvent;

/** Converts a report into the CloudEvent that goes to {@code K_SINK} or into the reply. */
@FunctionalInterface
public interface CloudEventWriter {
  /** The CloudEvent. Its id is the report's id; its data is JSON. */
  CloudEvent of(Report report);
}

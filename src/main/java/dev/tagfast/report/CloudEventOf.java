package dev.tagfast.report;

import io.cloudevents.CloudEvent;

/** A report as the CloudEvent that {@code K_SINK}, or the reply, carries. */
@FunctionalInterface
public interface CloudEventOf {
  /** Its id is the report's, its data is JSON. */
  CloudEvent of(Report report);
}

/**
 * Reports and push events as CloudEvents, for a sink, a broker or a reply. People are told
 * elsewhere.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.cloudevents;

/**
 * Reports and push events as CloudEvents, for a sink, a broker or a reply. Receivers for people
 * have folders of their own.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.cloudevents;

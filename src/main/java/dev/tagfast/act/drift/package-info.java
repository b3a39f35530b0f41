/**
 * Finds pods of one owner that run different images. What is done about it is a rollout, or a
 * report.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.drift;

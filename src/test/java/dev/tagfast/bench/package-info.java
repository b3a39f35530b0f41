/**
 * {@code make bench}: figures of the packaged application, as ratios to a bare client in the same
 * run wherever the machine would decide otherwise.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.bench;

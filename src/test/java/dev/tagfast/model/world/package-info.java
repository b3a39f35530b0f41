/**
 * A small world around the real pipeline, in which one history happens, and the checks of the
 * invariants. Read {@code ModelWorld} first.
 */
package dev.tagfast.model.world;

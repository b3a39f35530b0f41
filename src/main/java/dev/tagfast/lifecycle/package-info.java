/** Start, health, work in flight and shutdown of the process. What the work does stays out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.lifecycle;

/** Start, health, work in flight and shutdown of the process. What the work is stays out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.lifecycle;

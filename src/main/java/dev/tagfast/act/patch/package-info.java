/** What is sent to change an object, as values. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.patch;

/** Tests of the packaged application as a process of its own, tagged {@code packaged}. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.packaged;

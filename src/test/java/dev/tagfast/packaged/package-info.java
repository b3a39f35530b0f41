/**
 * Tests of what was built, as a process of its own: the JVM's package or the native executable
 * ({@link dev.tagfast.packaged.AppPackage}). They are the same for both.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.packaged;

/** Helpers of the tests and the demo: a real registry, images to push. Free of JUnit. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.testing;

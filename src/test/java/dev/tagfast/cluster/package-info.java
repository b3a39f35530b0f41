/** A real Kubernetes API server for the tests, and the tests of what only a real one can show. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.cluster;

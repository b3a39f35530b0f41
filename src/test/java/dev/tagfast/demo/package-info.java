/**
 * {@code make demo} and {@code make run}: the packaged application as a process of its own, a real
 * registry, a mock API server, and a story. Test sources, so that nothing of it is in the product.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.demo;

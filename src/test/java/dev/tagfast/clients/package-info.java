/**
 * Real registry clients as processes, and what Tagfast makes of their pushes: {@code make
 * test-clients}. Its result is {@code docs/clients.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.clients;

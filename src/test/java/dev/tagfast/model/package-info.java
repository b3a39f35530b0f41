/**
 * The model: a small registry, ledger, API server, policy, person, clock and sink around the real
 * pipeline. Random histories run in it, and after each step the invariants of docs/design.md must
 * hold. A history that fails is shrunk and printed as a test. Read {@code ModelWorld} first.
 */
package dev.tagfast.model;

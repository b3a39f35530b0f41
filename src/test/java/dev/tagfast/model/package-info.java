/**
 * Random histories of pushes, faults and people in a small model of everything around the real
 * pipeline. After each step the invariants of docs/design.md must hold; a history that breaks one
 * is shrunk and printed as a test.
 */
package dev.tagfast.model;

/**
 * The configured sources, and which tag of which listed registry an entry means. Nothing is handled
 * here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.source;

/** Step 6. Say what happened, at least once, with ids that let a receiver tell a repeat. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report;

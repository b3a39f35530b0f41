/**
 * Step 2. Asks what a tag shows now. An event says only that it is worth a look; no verdict is
 * given here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.resolve;

/**
 * Step 2: resolve. Asks the registry what a tag shows now. An event says only that a tag is worth a
 * look; no verdict is given here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.resolve;

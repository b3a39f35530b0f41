/** Step 1. Events come in by two doors, are authenticated, validated and handed to the pipeline. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake;

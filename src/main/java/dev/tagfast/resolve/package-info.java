/** Step 2. An event says only: look now. What the tag really shows is asked here. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.resolve;

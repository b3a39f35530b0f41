/** Step 5. Rollouts and restores, idempotent. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act;

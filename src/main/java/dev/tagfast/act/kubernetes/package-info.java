/**
 * Step 5. Reads and patches Deployments at the API server. What a plan says is decided in {@code
 * rollout}.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.kubernetes;

/**
 * Step 5. Reads and patches workloads at the API server. Code that decides the content of a rollout
 * is in {@code rollout}.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.kubernetes;

/**
 * Step 5. Plans of rollouts: what becomes of each container of each subscriber, as values. Nothing
 * here asks the API server.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.rollout;

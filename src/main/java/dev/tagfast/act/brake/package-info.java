/**
 * Step 5. Brakes: what people wrote on a workload or its namespace to hold rollouts back, and
 * whether that stands in the way of one rollout now. Nothing here asks anybody.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.brake;

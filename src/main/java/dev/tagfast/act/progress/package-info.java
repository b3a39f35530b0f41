/**
 * How far a workload's last rollout is, from what its controller and its pods say. Pure: nothing
 * here asks the API server.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.progress;

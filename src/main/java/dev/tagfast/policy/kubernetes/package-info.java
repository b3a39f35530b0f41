/**
 * The custom resource {@code TagPolicy}: its schema, its list and its status. The meaning of a rule
 * stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy.kubernetes;

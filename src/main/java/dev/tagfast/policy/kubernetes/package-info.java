/**
 * The custom resource {@code TagPolicy}: its schema, its list and its status. What a rule means
 * stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy.kubernetes;

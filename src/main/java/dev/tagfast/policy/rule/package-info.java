/**
 * Policies as they are parsed: rules, their order, and what is wrong with them. Pure; where
 * policies are stored stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy.rule;

/**
 * Which tags a rule matches: globs, regular expressions, version ranges and tag classes. Pure, and
 * linear in time whoever wrote the pattern.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy.match;

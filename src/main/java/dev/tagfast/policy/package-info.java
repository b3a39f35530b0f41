/**
 * What operators say of tags: which may move and which must not, as an answer about one tag. How
 * rules are written and stored stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy;

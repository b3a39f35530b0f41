/** What the operator says of tags: which may move and which must not. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy;

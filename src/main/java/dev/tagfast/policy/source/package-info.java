/** Chooses where policies come from by a setting. What they mean stays out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.policy.source;

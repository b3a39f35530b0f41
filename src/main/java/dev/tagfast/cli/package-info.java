/**
 * The command-line program, which is a plugin of kubectl. It asks the cluster with the person's own
 * rights; the function never loads it.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.cli;

/** How workloads stand, computed by the rules of the function. Pure. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.cli.state;

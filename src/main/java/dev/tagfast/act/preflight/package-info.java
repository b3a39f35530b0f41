/** Whether the nodes can pull and run an image, asked before a workload is patched. Pure. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.preflight;

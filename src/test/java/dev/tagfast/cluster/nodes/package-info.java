/** A real cluster with nodes and pods, Tagfast as one of them, and the blog post's disaster. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.cluster.nodes;

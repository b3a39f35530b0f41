/** What the command line reads from and writes to the cluster, by the person's kubeconfig. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.cli.cluster;

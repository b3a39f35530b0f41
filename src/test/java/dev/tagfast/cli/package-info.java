/** The command line, typed as a person types it, at a cluster in which the function works. */
package dev.tagfast.cli;

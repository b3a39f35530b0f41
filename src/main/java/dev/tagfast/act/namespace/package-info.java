/** What people wrote on namespaces. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.namespace;

/** How answers are shown: tables, JSON, YAML, colours. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.cli.view;

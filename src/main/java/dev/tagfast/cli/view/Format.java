package dev.tagfast.cli.view;

/** What {@code -o} names. */
public enum Format {
  TABLE,
  WIDE,
  JSON,
  YAML,
  NAME
}

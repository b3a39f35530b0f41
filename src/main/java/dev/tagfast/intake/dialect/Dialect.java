package dev.tagfast.intake.dialect;

import java.util.List;
import java.util.Optional;

/**
 * What one kind of registry sends. A new kind is one file here, its name in {@code permits} and in
 * {@link #ALL}, and its tests. A dialect only reads: who may say it, which registry is meant and
 * what follows is decided after it.
 */
public sealed interface Dialect permits DistributionDialect {
  /** Every dialect there is. */
  List<Dialect> ALL = List.of(new DistributionDialect());

  /** The word in {@code tagfast.sources.<name>.format}. */
  String name();

  /**
   * Whether it is sent with this media type.
   *
   * @param mediaType lower case, without parameters
   */
  boolean accepts(String mediaType);

  /**
   * Everything found in a body, in its order. One malformed entry does not fail the others: it
   * becomes an ignored one.
   *
   * @throws MalformedBody if the body is not this dialect's envelope
   */
  List<DialectEntry> read(byte[] body);

  /** The dialect of this name. */
  static Optional<Dialect> named(String name) {
    return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }
}

package dev.tagfast.connection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that Tagfast needs in the cluster could not be asked. */
public abstract class DependencyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String remedy;

  /**
   * @param message what was asked of whom, and what to do; no secrets
   * @param remedy what to do, in words that everybody may read: they show nothing of the cluster;
   *     null: only the message says more
   */
  protected DependencyUnavailable(String message, @Nullable String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do, for everybody; empty: only the message says more. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }
}

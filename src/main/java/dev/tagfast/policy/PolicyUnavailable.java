package dev.tagfast.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies could not be read. Nothing is decided without them. */
public final class PolicyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String remedy;

  /**
   * @param message what was asked of whom, and what to do
   */
  public PolicyUnavailable(String message, Throwable cause) {
    super(message, cause);
    remedy = null;
  }

  /**
   * @param remedy what to do, in words that everybody may read: they show nothing of the cluster
   */
  public PolicyUnavailable(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do, for everybody; empty: only the message says more. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }
}

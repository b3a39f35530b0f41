package dev.tagfast.policy;

import dev.tagfast.connection.DependencyUnavailable;

/** The policies could not be read. Nothing is decided without them. */
public final class PolicyUnavailable extends DependencyUnavailable {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked of whom, and what to do
   */
  public PolicyUnavailable(String message, Throwable cause) {
    super(message, null, cause);
  }

  /**
   * @param remedy what to do, in words that everybody may read: they show nothing of the cluster
   */
  public PolicyUnavailable(String message, String remedy, Throwable cause) {
    super(message, remedy, cause);
  }
}

package dev.tagfast.connection;

/** The API server could not be asked about workloads. What was demanded stays in the outbox. */
public final class ClusterUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked, and what to do
   */
  public ClusterUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

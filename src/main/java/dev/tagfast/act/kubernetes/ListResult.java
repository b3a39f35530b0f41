package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.connection.ClusterUnavailable;
import java.util.List;

/** The API server's answer to a list of one kind. A server that cannot be asked is an exception. */
sealed interface ListResult {
  /** The subscribers of that kind. */
  record Listed(List<Subscriber> subscribers) implements ListResult {
    /** Copies the list. */
    public Listed {
      subscribers = List.copyOf(subscribers);
    }
  }

  /** The CRD of an optional kind is not installed (404). */
  record NoSuchKind() implements ListResult {}

  /**
   * RBAC does not allow the list (403).
   *
   * @param failure says what to do, and is thrown where nothing else could be listed either
   */
  record Forbidden(ClusterUnavailable failure) implements ListResult {}
}

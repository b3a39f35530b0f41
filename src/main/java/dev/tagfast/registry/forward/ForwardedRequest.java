package dev.tagfast.registry.forward;

/**
 * A request of somebody else to a registry.
 *
 * @param method PUT, DELETE, HEAD or GET
 * @param path with the query, encoded; begins with a slash
 * @param headers those that the registry is to see, {@code Host} among them
 * @param body empty where there is none; nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record ForwardedRequest(String method, String path, HeaderLines headers, byte[] body) {
  /** Shows no headers: they may be secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}

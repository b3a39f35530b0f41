package dev.tagfast.report;

/** Writes Kubernetes Events about objects of other people, in their namespaces. */
@FunctionalInterface
public interface ObjectEvents {
  /**
   * What an Event says.
   *
   * @param name of the object, which need not exist
   * @param reason one word
   * @param message for people
   */
  record Warning(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String reason,
      String message) {}

  /** Writes it, or logs why it could not. */
  void warn(Warning warning);
}

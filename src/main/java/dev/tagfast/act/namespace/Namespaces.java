package dev.tagfast.act.namespace;

import dev.tagfast.connection.ClusterUnavailable;
import java.util.Map;

/** Reads what people wrote on namespaces. */
@FunctionalInterface
public interface Namespaces {
  /**
   * The labels of a namespace, as of at most half a minute ago; none where Tagfast may not read it.
   *
   * @throws ClusterUnavailable if the API server could not be asked
   */
  Map<String, String> labels(String namespace);
}

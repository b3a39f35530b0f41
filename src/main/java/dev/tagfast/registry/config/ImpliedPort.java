package dev.tagfast.registry.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that differ from a host only by the port that its scheme implies. Clients write that
 * port out or leave it out as they like, and some send it in their {@code Host} header.
 */
public final class ImpliedPort {
  private static final String HTTPS = ":443";
  private static final String HTTP = ":80";

  private ImpliedPort() {}

  /**
   * The other names of a host; empty if its port is not one that its scheme implies.
   *
   * @param insecure whether the registry is asked by plain HTTP; clients try HTTPS there too, and
   *     first
   */
  public static Set<String> otherNames(String host, boolean insecure) {
    List<String> ports = insecure ? List.of(HTTPS, HTTP) : List.of(HTTPS);
    Set<String> names = new TreeSet<>();
    for (String port : ports) {
      if (host.endsWith(port)) {
        names.add(host.substring(0, host.length() - port.length()));
      } else if (!hasPort(host)) {
        names.add(host + port);
      }
    }
    return names;
  }

  private static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }
}

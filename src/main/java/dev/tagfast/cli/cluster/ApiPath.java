package dev.tagfast.cli.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where something is in the Kubernetes API.
 *
 * @param group the API group; empty: the core
 * @param version of the group
 * @param plural the resource, e.g. {@code deployments}
 * @param namespace empty: all namespaces, or the resource has none
 * @param name empty: the list
 * @param query without the question mark; may be empty
 */
public record ApiPath(
    String group,
    String version,
    String plural,
    Optional<String> namespace,
    Optional<String> name,
    String query) {
  /** A list in all namespaces. */
  public static ApiPath list(String group, String version, String plural) {
    return new ApiPath(group, version, plural, Optional.empty(), Optional.empty(), "");
  }

  /** The same in one namespace. */
  public ApiPath in(String where) {
    return new ApiPath(group, version, plural, Optional.of(where), name, query);
  }

  /** One object of it. */
  public ApiPath named(String which) {
    return new ApiPath(group, version, plural, namespace, Optional.of(which), query);
  }

  /** Only objects with this label. */
  public ApiPath withLabel(String label, String value) {
    return with("labelSelector=" + encoded(label + "=" + value));
  }

  /** With this query. */
  public ApiPath with(String parameters) {
    return new ApiPath(group, version, plural, namespace, name, parameters);
  }

  /** Below the address of the API server. */
  public String text() {
    return (group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version)
        + namespace.map(where -> "/namespaces/" + encoded(where)).orElse("")
        + "/"
        + plural
        + name.map(which -> "/" + encoded(which)).orElse("")
        + (query.isEmpty() ? "" : "?" + query);
  }

  /** As roles and people name the resource: {@code imagetags.tagfast.dev}. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Where, for people. */
  public String place() {
    return namespace.map(where -> "in namespace " + where).orElse("in all namespaces");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package dev.tagfast.act.rollout;

import java.util.Locale;

/**
 * The name of a workload.
 *
 * @param apiVersion group and version, e.g. {@code apps/v1}
 * @param kind e.g. {@code Deployment}
 */
public record Workload(String apiVersion, String kind, String namespace, String name, String uid) {
  /** As kubectl is told it: {@code deployment/pizza -n shop}. */
  public String forKubectl() {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    // The names of others may be those of a core kind, as Knative's Service.
    String suffix = group.contains(".") ? "." + group : "";
    return kind.toLowerCase(Locale.ROOT) + suffix + "/" + name + " -n " + namespace;
  }

  /** Whether it is a kind of Kubernetes itself: its schema says how its lists are merged. */
  boolean isBuiltIn() {
    return apiVersion.equals("apps/v1") || apiVersion.equals("batch/v1");
  }

  @Override
  public String toString() {
    return kind + "/" + namespace + "/" + name;
  }
}

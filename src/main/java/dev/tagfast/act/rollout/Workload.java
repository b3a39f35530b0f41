package dev.tagfast.act.rollout;

/**
 * The name of a workload.
 *
 * @param apiVersion group and version, e.g. {@code apps/v1}
 * @param kind e.g. {@code Deployment}
 */
public record Workload(String apiVersion, String kind, String namespace, String name, String uid) {
  @Override
  public String toString() {
    return kind + "/" + namespace + "/" + name;
  }
}

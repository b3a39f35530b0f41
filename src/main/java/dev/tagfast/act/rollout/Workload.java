package dev.tagfast.act.rollout;

/**
 * The name of a workload.
 *
 * @param kind {@code Deployment}
 */
public record Workload(String kind, String namespace, String name, String uid) {
  @Override
  public String toString() {
    return kind + "/" + namespace + "/" + name;
  }
}

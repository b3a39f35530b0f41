package dev.tagfast.registry.config;

/** Which digests of a registry get a second tag, so that its garbage collection keeps them. */
public enum Anchors {
  /** None, but for tags whose rule says {@code keep}. */
  OFF,
  /**
   * Those that a move of their tag would endanger: all where the registry was seen to drop a
   * displaced manifest, those of moving tags while nothing is known of it, and none where it was
   * seen to keep one.
   */
  AUTO,
  /** All that are accepted or that a workload is pinned to. */
  ON
}

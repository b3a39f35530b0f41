package dev.tagfast.follow;

import com.github.zafarkhaja.semver.Version;
import java.util.Comparator;

/**
 * The place of a tag in an order, comparable with others of the same order.
 *
 * @param version compared first; build metadata counts, so that a rebuild follows what it rebuilds
 * @param name compared where the versions are equal
 */
record Rank(Version version, String name) implements Comparable<Rank> {
  private static final Version NONE = Version.of(0);
  private static final Comparator<Rank> ORDER =
      Comparator.comparing(Rank::version, Version.BUILD_AWARE_ORDER).thenComparing(Rank::name);

  /** That of every tag, where nothing in a tag says its place. */
  static final Rank ANY = new Rank(NONE, "");

  static Rank of(Version version) {
    return new Rank(version, "");
  }

  static Rank of(long number) {
    return new Rank(Version.of(number), "");
  }

  static Rank of(String name) {
    return new Rank(NONE, name);
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}

package dev.tagfast.follow;

import com.google.re2j.Pattern;
import dev.tagfast.image.Tag;
import java.util.Optional;

/** By what the newest of several tags is told. */
public sealed interface TagOrder {
  /**
   * The place of a tag that may be rolled out; empty: it has none, so it is not followed.
   *
   * @param part what the filter left of the tag
   */
  Optional<Rank> rank(String part);

  /**
   * The place of the tag that a container has, which need not be one that may be rolled out; empty:
   * it cannot be compared.
   *
   * @param followed whether the filter takes the tag
   */
  default Optional<Rank> standing(String part, boolean followed) {
    return rank(part);
  }

  /**
   * By semantic version.
   *
   * @param partial whether {@code 1.2} is a version
   */
  record ByVersion(PreReleases preReleases, boolean partial) implements TagOrder {
    @Override
    public Optional<Rank> rank(String part) {
      return TagVersion.of(part, partial).filter(preReleases::include).map(Rank::of);
    }

    @Override
    public Optional<Rank> standing(String part, boolean followed) {
      return TagVersion.of(part, partial).map(Rank::of);
    }
  }

  /** By a number, of at most 18 digits: the count of a build, a time. */
  record ByNumber() implements TagOrder {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Override
    public Optional<Rank> rank(String part) {
      return NUMBER.matches(part) ? Optional.of(Rank.of(Long.parseLong(part))) : Optional.empty();
    }
  }

  /** By the characters: {@code 2024-05-12T10-00} follows {@code 2024-05-11T23-59}. */
  record ByName() implements TagOrder {
    @Override
    public Optional<Rank> rank(String part) {
      return Optional.of(Rank.of(part));
    }

    /** The letters of another tag say nothing: {@code latest} is not behind {@code 20240512}. */
    @Override
    public Optional<Rank> standing(String part, boolean followed) {
      return followed ? rank(part) : Optional.empty();
    }
  }

  /**
   * By the time at which Tagfast saw the tag's digest first. No tag says it, so the ledger tells
   * the newest.
   *
   * @param onlyUp whether a version is never followed by an earlier one, whenever that was pushed
   */
  record ByPush(boolean onlyUp) implements TagOrder {
    @Override
    public Optional<Rank> rank(String part) {
      return Optional.of(Rank.ANY);
    }

    boolean allows(Tag from, Tag to) {
      Optional<Rank> before = TagVersion.of(from.value(), true).map(Rank::of);
      Optional<Rank> after = TagVersion.of(to.value(), true).map(Rank::of);
      return !onlyUp
          || before.isEmpty()
          || after.isEmpty()
          || after.get().compareTo(before.get()) > 0;
    }
  }
}

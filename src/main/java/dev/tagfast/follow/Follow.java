package dev.tagfast.follow;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Tag;
import dev.tagfast.image.UntrustedText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a container, or an image volume, follows in the repository of its image. */
public sealed interface Follow {
  /** The rule of a workload that says nothing. */
  Follow OWN = new Own();

  /**
   * Whether what a tag shows is for a container. A new tag is, if it is newer by the rule: nothing
   * else need be known. Where the rule cannot compare the two, the list of all tags decides, and
   * not the push of one.
   *
   * @param current the tag that the container has; empty: a digest alone
   */
  boolean concerns(Tag tag, Optional<Tag> current);

  /** The tag in its own image. */
  record Own() implements Follow {
    @Override
    public boolean concerns(Tag tag, Optional<Tag> current) {
      return current.filter(tag::equals).isPresent();
    }
  }

  /** One other tag. */
  record Other(Tag followed) implements Follow {
    @Override
    public boolean concerns(Tag tag, Optional<Tag> current) {
      return tag.equals(followed);
    }
  }

  /**
   * The newest of some tags, and the tag that it has until there is a newer one.
   *
   * @param downgrades whether an older tag is taken where the newer ones are gone
   */
  record Newest(TagFilter filter, TagOrder order, boolean downgrades) implements Follow {
    @Override
    public boolean concerns(Tag tag, Optional<Tag> current) {
      return current.filter(tag::equals).isPresent()
          || current.filter(now -> isNewer(tag, now)).isPresent();
    }

    /** Whether only the ledger tells which of two tags is the newer one. */
    public boolean byPush() {
      return order instanceof TagOrder.ByPush;
    }

    /** Whether it is one of the tags that may be rolled out. */
    public boolean matches(Tag tag) {
      return rank(tag).isPresent();
    }

    private boolean isNewer(Tag tag, Tag current) {
      return order instanceof TagOrder.ByPush push
          ? matches(tag) && push.allows(current, tag)
          : rank(tag)
              .flatMap(place -> standing(current).map(now -> place.compareTo(now) > 0))
              .orElse(false);
    }

    /**
     * The tags that come before the one that a container has, newest first.
     *
     * @param all the tags of the repository
     */
    public List<Tag> candidates(List<Tag> all, Optional<Tag> current) {
      boolean anyIsBetter = downgrades || current.flatMap(this::standing).isEmpty();
      // Of tags that write the same version, the one that the container has comes first.
      Comparator<Tag> newestFirst =
          Comparator.comparing((Tag tag) -> rank(tag).orElseThrow())
              .thenComparing(tag -> current.filter(tag::equals).isPresent())
              .thenComparing(Tag::value)
              .reversed();
      return all.stream()
          .distinct()
          .filter(this::matches)
          .sorted(newestFirst)
          .takeWhile(tag -> current.filter(tag::equals).isEmpty())
          .filter(tag -> anyIsBetter || current.filter(now -> isNewer(tag, now)).isPresent())
          .toList();
    }

    private Optional<Rank> rank(Tag tag) {
      // What Tagfast itself tags to keep it is no release, also where a rule matches every tag.
      return AnchorTag.is(tag) ? Optional.empty() : filter.part(tag).flatMap(order::rank);
    }

    private Optional<Rank> standing(Tag current) {
      boolean followed = filter.part(current).isPresent();
      return filter.partOfAny(current).flatMap(part -> order.standing(part, followed));
    }
  }

  /**
   * What somebody wrote is no rule. The container stays as it is, and the workload says so where
   * its own tag would be rolled out.
   *
   * @param written the whole text, cleaned
   * @param why a sentence that says how to write it
   */
  record Invalid(String written, String why) implements Follow {
    private static final int LONGEST = 160;

    /** Cleans the text. */
    public Invalid {
      written = UntrustedText.clean(written, LONGEST);
    }

    @Override
    public boolean concerns(Tag tag, Optional<Tag> current) {
      return current.filter(tag::equals).isPresent();
    }
  }

  /** Whether one tag comes before another by the rule; false where it cannot compare them. */
  default boolean isOlder(Tag tag, Tag than) {
    return this instanceof Newest newest
        && !newest.byPush()
        && newest
            .standing(tag)
            .flatMap(place -> newest.standing(than).map(other -> place.compareTo(other) < 0))
            .orElse(false);
  }
}

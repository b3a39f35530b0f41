package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sample entries. */
public final class Entries {
  public static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");
  public static final TagKey PIZZA = key("registry.example:5000/pizza:2018-05-12");

  private Entries() {}

  public static TagKey key(String text) {
    int colon = text.lastIndexOf(':');
    return new TagKey(
        Repository.parse(text.substring(0, colon)), new Tag(text.substring(colon + 1)));
  }

  /** A digest with a number, to tell samples apart. */
  public static Digest digest(int number) {
    return new Digest("sha256:" + "%064x".formatted(number));
  }

  /** A minimal entry. */
  public static TagEntry small(TagKey key) {
    return TagEntry.blank(key, NOON);
  }

  /** An entry with every field set and every kind of intent. */
  public static TagEntry full(TagKey key) {
    Cause named =
        new Cause("hub", Optional.of("3b1c8a52-94d3-4d7c"), Optional.of("mallory ☠ \"x\" <b>"));
    Cause nameless = new Cause("reconcile", Optional.empty(), Optional.empty());
    return new TagEntry(
        key,
        41,
        TagState.OVERWRITTEN,
        Optional.of(
            new AcceptedDigest(
                digest(1), Provenance.PINNED_IN_SUBSCRIBER, true, NOON.minusSeconds(9))),
        Optional.of(digest(2)),
        Optional.of(new Digest("sha512:" + "a".repeat(128))),
        List.of(new Claim(digest(5), named), new Claim(digest(6), nameless)),
        77,
        IntStream.range(0, TagEntry.LONGEST_HISTORY)
            .mapToObj(
                i ->
                    new Move(
                        i == 0 ? Optional.empty() : Optional.of(digest(i)),
                        i == 7 ? Optional.empty() : Optional.of(digest(i + 1)),
                        NOON.plusSeconds(i),
                        i % 2 == 0 ? named : nameless,
                        "TAG_OVERWRITTEN"))
            .toList(),
        List.of(digest(3), digest(4)),
        new KnownManifests(
            List.of(
                SampleManifests.index(
                    digest(1), List.of(digest(11), digest(12)), List.of(digest(13))),
                SampleManifests.image(digest(2)))),
        Optional.of(Displaced.DROPPED),
        List.of(NOON.minusSeconds(60), NOON.minusSeconds(30)),
        true,
        Optional.of("HEAD registry.example/team/app:1 answered 401 \"UNAUTHORIZED\""),
        List.of("0a1b", "2c3d"),
        List.of(
            new Intent.Rollout(digest(1), named),
            new Intent.Restore(digest(1), digest(2), nameless),
            new Intent.Tell(
                "7f3a",
                "TAG_OVERWRITTEN",
                Optional.of(digest(1)),
                Optional.of(digest(2)),
                "TAG_OVERWRITTEN",
                "TagPolicy releases: spec.rules[0].tags.regex: missing )",
                named),
            new Intent.Tell(
                "7f3b",
                "TAG_DELETED",
                Optional.empty(),
                Optional.empty(),
                "TAG_DELETED",
                "",
                nameless),
            new Intent.Tell(
                "7f3c",
                "ROLLOUT_STARTED",
                Optional.of(digest(1)),
                Optional.of(digest(2)),
                "ROLLOUT_STARTED",
                "",
                false,
                named,
                Optional.of(
                    new Intent.About(
                        "apps/v1",
                        "Deployment",
                        "shop",
                        "pizza",
                        "uid",
                        List.of("oven"),
                        Optional.of(Duration.ofSeconds(42)))))),
        Optional.of(new Lease("tagfast-00001-abc/17", NOON.plusSeconds(30))),
        new Acceptances(
            List.of(),
            List.of(),
            List.of(
                new RememberedAcceptance(
                    new Acceptance(digest(7), Optional.empty()), NOON, Optional.empty()),
                new RememberedAcceptance(
                    new Acceptance(digest(8), Optional.of(NOON.plusSeconds(60))),
                    NOON,
                    Optional.of(NOON))),
            List.of(new UnreadAcceptance("spec.accept", "3f2a", "It is too short."))),
        new Followers(
            2,
            1,
            List.of(
                new FollowerState(
                    "Deployment/shop/pizza",
                    List.of("oven", "web"),
                    "PersonHolds",
                    true,
                    Optional.of(digest(9)),
                    "Somebody else set the image."),
                new FollowerState(
                    "Deployment/shop/pasta",
                    List.of("app"),
                    "ObserveOnly",
                    false,
                    Optional.empty(),
                    ""))),
        new FollowedRollouts(
            40,
            List.of(
                new FollowedRollouts.Rolling(
                    "Deployment/shop/pizza", NOON.minusSeconds(3), 39, false))),
        List.of(
            KeptDigest.standing(digest(1), List.of("0123456789ab"), NOON),
            KeptDigest.standing(digest(9), List.of(), NOON.minusSeconds(60))
                .unused(NOON.minusSeconds(2)),
            KeptDigest.refused(digest(8), NOON.minusSeconds(50), "It answered 403.")),
        NOON.minusSeconds(5),
        NOON.minusSeconds(4),
        NOON.minusSeconds(86_400),
        NOON);
  }
}

package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.approval.UsedApproval;
import dev.tagfast.ledger.approval.UsedApprovals;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestCopy;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.manifest.Platform;
import dev.tagfast.manifest.PlatformChild;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Generates random entries of every shape that the types allow; equal seeds give equal entries. */
public final class AnyEntry {
  private static final String[] TEXTS = {
    "x", "mallory ☠ \"x\" <b>", "😀".repeat(200), "ü".repeat(300), "a\u202Eb", "\u0000\n\r\t", "  "
  };

  private final Random random;

  public AnyEntry(long seed) {
    random = new Random(seed);
  }

  public TagKey key() {
    String part = "abc0123".repeat(1 + random.nextInt(30));
    return new TagKey(
        new Repository(random.nextBoolean() ? "[::1]:5000" : "registry.example", "team__a/" + part),
        new Tag(random.nextBoolean() ? "_" : "V1.".repeat(42)));
  }

  public TagEntry entry(TagKey key) {
    return new TagEntry(
        key,
        random.nextLong(Long.MAX_VALUE),
        oneOf(TagState.values()),
        maybe(
            () ->
                new AcceptedDigest(
                    digest(), oneOf(Provenance.values()), random.nextBoolean(), time())),
        maybe(this::digest),
        maybe(this::digest),
        some(30, () -> new Claim(digest(), Cause.of(event("id", "actor", "source")))),
        random.nextLong(Long.MAX_VALUE),
        some(30, this::move),
        some(70, this::digest),
        new KnownManifests(some(30, this::manifest)),
        maybe(() -> oneOf(Displaced.values())),
        some(3, this::time),
        random.nextBoolean(),
        maybe(() -> "answered 401; \u2026".repeat(1 + random.nextInt(10))),
        some(70, () -> Long.toHexString(random.nextLong())),
        some(20, this::intent),
        maybe(() -> new Lease("a-process/" + random.nextInt(), time())),
        new Acceptances(
            List.of(),
            List.of(),
            some(15, this::remembered),
            some(2, () -> new UnreadAcceptance("spec.accept", "3f2a", "It is too short.")),
            new UsedApprovals(
                some(
                    UsedApprovals.MOST,
                    () -> new UsedApproval("uid", "hotfix", digest(), time(), time())))),
        Followers.of(some(30, this::follower)),
        new FollowedRollouts(
            random.nextInt(99),
            some(
                70,
                () ->
                    new FollowedRollouts.Rolling(
                        "Deployment/shop/pizza-" + random.nextInt(),
                        time(),
                        random.nextInt(99),
                        random.nextBoolean()))),
        some(
            30,
            () ->
                new KeptDigest(
                    digest(),
                    some(3, () -> "0123456789ab"),
                    time(),
                    maybe(() -> "answered 403"),
                    maybe(this::time))),
        time(),
        time(),
        time(),
        time());
  }

  private FollowerState follower() {
    return new FollowerState(
        "Deployment/shop/pizza-" + random.nextInt(9),
        List.of("app"),
        "PersonHolds",
        random.nextBoolean(),
        maybe(this::digest),
        random.nextBoolean() ? "" : "Somebody else set the image.");
  }

  private RememberedAcceptance remembered() {
    return new RememberedAcceptance(
        new Acceptance(digest(), maybe(this::time), maybe(() -> "kubectl-annotate")),
        time(),
        maybe(this::time));
  }

  /** An entry with every list full and every text at its longest. */
  public TagEntry largest() {
    Digest digest = new Digest("sha512:" + "f".repeat(128));
    PushEvent event = event("😀".repeat(300), "𝔐".repeat(300), "s".repeat(253));
    return new TagEntry(
        new TagKey(
            new Repository("a".repeat(253) + ":65535", "b".repeat(255)), new Tag("c".repeat(128))),
        Long.MAX_VALUE,
        TagState.UNCONFIRMED,
        Optional.of(
            new AcceptedDigest(digest, Provenance.PINNED_IN_SUBSCRIBER, true, Instant.now())),
        Optional.of(digest),
        Optional.of(digest),
        full(TagEntry.MOST_CLAIMS, () -> new Claim(digest, Cause.of(event))),
        Long.MAX_VALUE,
        full(
            TagEntry.LONGEST_HISTORY,
            () ->
                new Move(
                    Optional.of(digest),
                    Optional.of(digest),
                    Instant.now(),
                    Cause.of(event),
                    "r".repeat(253))),
        full(TagEntry.MOST_QUARANTINED, () -> digest),
        new KnownManifests(full(KnownManifests.MOST + 1, this::largestManifest)),
        Optional.of(Displaced.DROPPED),
        full(3, Instant::now),
        true,
        Optional.of("w".repeat(TagEntry.LONGEST_WHY)),
        full(TagEntry.MOST_TOLD, () -> "d".repeat(64)),
        full(TagEntry.MOST_OPEN, () -> new Intent.Restore(digest, digest, Cause.of(event))),
        Optional.of(new Lease("o".repeat(253), Instant.now())),
        new Acceptances(
            List.of(),
            List.of(),
            full(
                Acceptances.MOST,
                () ->
                    new RememberedAcceptance(
                        new Acceptance(
                            digest, Optional.of(Instant.now()), Optional.of("b".repeat(128))),
                        Instant.now(),
                        Optional.of(Instant.now()))),
            full(2, () -> new UnreadAcceptance("p", "t".repeat(300), "p".repeat(300))),
            new UsedApprovals(
                full(
                    UsedApprovals.MOST,
                    () ->
                        new UsedApproval(
                            "u".repeat(36),
                            "n".repeat(253),
                            digest,
                            Instant.now(),
                            Instant.now())))),
        new Followers(
            10_000,
            10_000,
            full(
                Followers.MOST,
                () ->
                    new FollowerState(
                        "Deployment/" + "n".repeat(63) + "/" + "d".repeat(253),
                        List.of("c".repeat(63)),
                        "ImageFieldContested",
                        true,
                        Optional.of(digest),
                        "d".repeat(500)))),
        new FollowedRollouts(
            Long.MAX_VALUE,
            full(
                FollowedRollouts.MOST,
                () ->
                    new FollowedRollouts.Rolling(
                        "Deployment/" + "n".repeat(63) + "/" + "d".repeat(253),
                        Instant.now(),
                        Long.MAX_VALUE,
                        true))),
        full(
            TagEntry.MOST_KEPT,
            () ->
                new KeptDigest(
                    digest,
                    full(KeptDigest.MOST_CHILDREN, () -> "0123456789ab"),
                    Instant.now(),
                    Optional.of("w".repeat(KeptDigest.LONGEST_WHY)),
                    Optional.of(Instant.now()))),
        Instant.now(),
        Instant.now(),
        Instant.now(),
        Instant.now());
  }

  private Move move() {
    return new Move(maybe(this::digest), maybe(this::digest), time(), cause(), "TAG_OVERWRITTEN");
  }

  private KnownManifest manifest() {
    boolean index = random.nextBoolean();
    return new KnownManifest(
        digest(),
        new ManifestFacts(
            index ? ManifestKind.INDEX : oneOf(ManifestKind.IMAGE, ManifestKind.CHART),
            "application/vnd.oci.image." + (index ? "index" : "manifest") + ".v1+json",
            random.nextInt(9999),
            maybe(() -> "application/vnd.oci.image.config.v1+json"),
            maybe(() -> "application/x"),
            index
                ? List.of(
                    new PlatformChild(digest(), Platform.parse("linux/arm64/v8").orElseThrow()),
                    new PlatformChild(digest(), Platform.UNKNOWN))
                : List.of(),
            List.of(),
            maybe(this::digest),
            new BuildInfo(
                maybe(() -> oneOf(TEXTS)),
                maybe(() -> oneOf(TEXTS)),
                maybe(() -> "x"),
                maybe(() -> "1"))),
        maybe(() -> "H4sIAAAA"));
  }

  private KnownManifest largestManifest() {
    return new KnownManifest(
        new Digest("sha256:" + HexFormat.of().formatHex(bytes(32))),
        new ManifestFacts(
            ManifestKind.ATTESTED_INDEX,
            "m".repeat(255),
            4 * 1024 * 1024,
            Optional.empty(),
            Optional.of("a".repeat(255)),
            full(
                25,
                () ->
                    new PlatformChild(
                        new Digest("sha512:" + HexFormat.of().formatHex(bytes(64))),
                        Platform.parse("linux/arm64/v8").orElseThrow())),
            full(25, () -> new Digest("sha512:" + HexFormat.of().formatHex(bytes(64)))),
            Optional.of(new Digest("sha512:" + "f".repeat(128))),
            new BuildInfo(
                Optional.of("s".repeat(300)),
                Optional.of("r".repeat(300)),
                Optional.of("c".repeat(300)),
                Optional.of("v".repeat(300)))),
        Optional.of("H".repeat(ManifestCopy.MAX_STORED)));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Intent intent() {
    return switch (random.nextInt(3)) {
      case 0 -> new Intent.Rollout(digest(), cause());
      case 1 -> new Intent.Restore(digest(), digest(), cause());
      default ->
          new Intent.Tell(
              Long.toHexString(random.nextLong()),
              "TAG_OVERWRITTEN",
              maybe(this::digest),
              maybe(this::digest),
              "TAG_OVERWRITTEN",
              oneOf(TEXTS),
              random.nextBoolean(),
              cause(),
              maybe(
                  () ->
                      new Intent.About(
                          "apps/v1",
                          "Deployment",
                          "shop",
                          "pizza",
                          "uid",
                          List.of("oven"),
                          maybe(() -> Duration.ofMillis(random.nextInt(99_999))))));
    };
  }

  /** Built from an event, which cleans and cuts its texts. */
  private Cause cause() {
    return Cause.of(event(oneOf(TEXTS), oneOf(TEXTS), "hub"));
  }

  private PushEvent event(String id, String actor, String source) {
    return new PushEvent(
        PushEvent.Action.PUSH,
        Entries.PIZZA,
        Optional.empty(),
        Optional.empty(),
        maybe(() -> id),
        maybe(() -> actor),
        Optional.empty(),
        source);
  }

  private Digest digest() {
    boolean longer = random.nextInt(4) == 0;
    String hex = String.format("%016x", random.nextLong());
    return new Digest((longer ? "sha512:" : "sha256:") + hex.repeat(longer ? 8 : 4));
  }

  /** A time between 1970 and 9999, with or without a fraction of a second. */
  private Instant time() {
    return Instant.ofEpochSecond(
        random.nextLong(253_402_300_799L),
        random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
  }

  private <T> Optional<T> maybe(Supplier<T> of) {
    return random.nextInt(4) > 0 ? Optional.of(of.get()) : Optional.empty();
  }

  private <T> List<T> some(int most, Supplier<T> of) {
    return full(random.nextInt(most + 1), of);
  }

  private static <T> List<T> full(int count, Supplier<T> of) {
    return Stream.generate(of).limit(count).toList();
  }

  @SafeVarargs
  private <T> T oneOf(T... all) {
    return all[random.nextInt(all.length)];
  }
}

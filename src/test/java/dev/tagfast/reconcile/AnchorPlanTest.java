package dev.tagfast.reconcile;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests what is to be done about anchors, without a registry. */
class AnchorPlanTest {
  private static final TagKey TODAY = key("registry.example/pizza:today");
  private static final TagKey EDGE = key("registry.example/pizza:edge");
  private static final Digest OLD = digest("margherita");
  private static final Digest NEW = digest("salami");
  private static final String AMD64 = "a".repeat(12);
  private static final String ARM64 = "b".repeat(12);
  private static final Instant NOW = Instant.parse("2026-11-28T00:03:00Z");
  private static final Duration GRACE = Duration.ofDays(7);
  private static final Optional<String> OWNER = Optional.of("kitchen");

  @Test
  void aChildThatAnotherIndexListsTooStays() {
    TagEntry entry =
        entry(TODAY, over(KeptDigest.standing(OLD, List.of(AMD64, ARM64), NOW)), standing(NEW));

    assertThat(steps(Set.of(NEW), entry))
        .containsExactly(
            new AnchorPlan.Step.Release(OLD, List.of(ARM64, AnchorTag.hex(OLD)), List.of(TODAY)));
  }

  @Test
  void anIndexIsInUseWhereAPodTellsItsChild() {
    Digest child = new Digest("sha256:" + "a".repeat(64));
    TagEntry entry = entry(TODAY, KeptDigest.standing(OLD, List.of(AMD64), NOW));

    assertThat(steps(Set.of(child), entry)).isEmpty();
    assertThat(steps(Set.of(), entry)).containsExactly(new AnchorPlan.Step.Mark(TODAY, OLD));
  }

  @Test
  void oneTagThatNeedsTheDigestKeepsItForAll() {
    TagEntry today = entry(TODAY, over(standing(OLD)));
    TagEntry edge = entry(EDGE, standing(OLD).unused(NOW.minus(Duration.ofDays(1))));

    assertThat(steps(Set.of(), today, edge)).isEmpty();
  }

  @Test
  void oneWhoseChildHasLostItsAnchorIsPutAgain() {
    TagEntry entry = entry(TODAY, standing(NEW));
    AnchorPlan plan =
        new AnchorPlan(
            Set.of(NEW),
            Optional.of(Set.of(new Tag("today"), AnchorTag.of(NEW, OWNER))),
            OWNER,
            GRACE,
            NOW);

    assertThat(plan.steps(List.of(entry), _ -> true))
        .containsExactly(new AnchorPlan.Step.Demand(TODAY, NEW));
  }

  @Test
  void ofMoreThanFiftyUnusedOnesTheOldestGoAtOnce() {
    List<KeptDigest> many =
        new ArrayList<>(
            IntStream.range(0, AnchorPlan.MOST_UNUSED + 1)
                .mapToObj(i -> standing(digest("flavour " + i)).unused(NOW))
                .toList());

    assertThat(steps(Set.of(), entry(TODAY, many.toArray(KeptDigest[]::new))))
        .singleElement()
        .isInstanceOfSatisfying(
            AnchorPlan.Step.Release.class,
            release -> assertThat(release.digest()).isEqualTo(digest("flavour 0")));
  }

  private static List<AnchorPlan.Step> steps(Set<Digest> used, TagEntry... entries) {
    return new AnchorPlan(used, Optional.empty(), OWNER, GRACE, NOW)
        .steps(List.of(entries), _ -> true);
  }

  private static KeptDigest standing(Digest digest) {
    return KeptDigest.standing(digest, digest.equals(NEW) ? List.of(AMD64) : List.of(), NOW);
  }

  private static KeptDigest over(KeptDigest kept) {
    return kept.unused(NOW.minus(GRACE));
  }

  private static TagEntry entry(TagKey key, KeptDigest... kept) {
    TagEntryBuilder entry = TagEntry.blank(key, NOW).change();
    for (KeptDigest one : kept) {
      entry.kept(one);
    }
    return entry.build();
  }
}

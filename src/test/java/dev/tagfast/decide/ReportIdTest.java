package dev.tagfast.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.testing.Images;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportIdTest {
  private static final TagKey KEY =
      new TagKey(Repository.parse("registry.example:5000/pizza"), new Tag("2018-05-12"));
  private static final TagEntry ENTRY = TagEntry.blank(KEY, Instant.parse("2026-11-27T10:00:00Z"));
  private static final Optional<Digest> A = Optional.of(Images.digest("quattro formaggi"));
  private static final Optional<Digest> B = Optional.of(Images.digest("hawaii"));

  @Test
  void anIdIsTheSameInEveryProcessAndVersion() {
    // Receivers store these ids. A change of the formula would report every open overwrite once
    // more.
    assertThat(ReportId.of(ENTRY, 2, ReportKind.TAG_OVERWRITTEN, A, B, "TagOverwritten"))
        .isEqualTo("61cf431cff934a525224fa761ca6b114");
  }

  @Test
  void everyPartOfItCounts() {
    TagEntry other =
        TagEntry.blank(new TagKey(KEY.repository(), new Tag("2018-05-13")), ENTRY.firstSeen());
    TagEntry afterAReset = TagEntry.blank(KEY, ENTRY.firstSeen().plusSeconds(1));
    Set<String> ids = new HashSet<>();
    ids.add(ReportId.of(ENTRY, 1, ReportKind.ROLLOUT_STARTED, A, B, "TagOverwritten"));
    ids.add(ReportId.of(ENTRY, 2, ReportKind.ROLLOUT_STARTED, A, B, "TagOverwritten"));
    ids.add(ReportId.of(other, 1, ReportKind.ROLLOUT_STARTED, A, B, "TagOverwritten"));
    ids.add(ReportId.of(afterAReset, 1, ReportKind.ROLLOUT_STARTED, A, B, "TagOverwritten"));
    ids.add(ReportId.of(ENTRY, 1, ReportKind.ROLLOUT_HELD, A, B, "TagOverwritten"));
    ids.add(ReportId.of(ENTRY, 1, ReportKind.ROLLOUT_STARTED, B, A, "TagOverwritten"));
    ids.add(
        ReportId.of(ENTRY, 1, ReportKind.ROLLOUT_STARTED, A, Optional.empty(), "TagOverwritten"));
    ids.add(ReportId.of(ENTRY, 1, ReportKind.ROLLOUT_STARTED, A, B, "Deployment/a/b"));

    assertThat(ids).hasSize(8).allMatch(id -> id.matches("[0-9a-f]{32}"));
  }
}

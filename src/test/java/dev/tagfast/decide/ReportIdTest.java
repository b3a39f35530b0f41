package dev.tagfast.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportIdTest {
  private static final TagKey KEY =
      new TagKey(Repository.parse("registry.example:5000/pizza"), new Tag("2018-05-12"));

  @Test
  void anIdIsTheSameInEveryProcessAndVersion() {
    // Receivers store these ids. A change of the formula would report every open overwrite once
    // more.
    assertThat(ReportId.of(KEY, 2, ReportKind.TAG_OVERWRITTEN, "TagOverwritten"))
        .isEqualTo("316f2be2984c2326d202a92486ce8c0c");
  }

  @Test
  void everyPartOfItCounts() {
    TagKey other = new TagKey(KEY.repository(), new Tag("2018-05-13"));
    Set<String> ids = new HashSet<>();
    ids.add(ReportId.of(KEY, 1, ReportKind.ROLLOUT_STARTED, "TagOverwritten"));
    ids.add(ReportId.of(KEY, 2, ReportKind.ROLLOUT_STARTED, "TagOverwritten"));
    ids.add(ReportId.of(other, 1, ReportKind.ROLLOUT_STARTED, "TagOverwritten"));
    ids.add(ReportId.of(KEY, 1, ReportKind.ROLLOUT_HELD, "TagOverwritten"));
    ids.add(ReportId.of(KEY, 1, ReportKind.ROLLOUT_STARTED, "Deployment/a/b"));
    ids.add(ReportId.of(KEY, 1, ReportKind.ROLLOUT_STARTED, "Deployment/a/c"));

    assertThat(ids).hasSize(6).allMatch(id -> id.matches("[0-9a-f]{32}"));
  }
}

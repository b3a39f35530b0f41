package dev.tagfast.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Tag;
import dev.tagfast.policy.TagMode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of DESIGN.md, "Which tags are protected": whoever changes a line changes the default.
 */
class TagClassTest {
  private static final String TABLE =
      """
      Internal        sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
      Internal        sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.sig
      Internal        sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.att
      Internal        sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.sbom
      Internal        sha512-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
      Internal        sha256-3f2a9c1
      Internal        1.2.3.sig
      Internal        1.2.3.sbom
      Internal        buildcache
      Internal        cache-main
      Internal        cache-1.2.3
      Internal        app-buildcache
      Internal        1.2.3-buildcache

      MovingWord      latest
      MovingWord      Latest
      MovingWord      main
      MovingWord      edge
      MovingWord      stable
      MovingWord      nightly
      MovingWord      dev
      MovingWord      app-latest
      MovingWord      feature_dev
      MovingWord      1.0.0-SNAPSHOT
      MovingWord      1.0.0.SNAPSHOT
      MovingWord      1.2.3-dev
      MovingWord      1.2.3-nightly
      MovingWord      1.2.3-alpine-edge
      MovingWord      20240512-nightly
      MovingWord      sha-3f2a9c1-dev
      MovingWord      pr-17-latest

      PullRequest     pr-1234567
      PullRequest     pr-17
      PullRequest     PR-17
      PullRequest     pr-17-3f2a9c1
      PullRequest     pr-1.2.3

      PartialVersion  3
      PartialVersion  3.2
      PartialVersion  v1
      PartialVersion  V1.27
      PartialVersion  24.04
      PartialVersion  2024
      PartialVersion  2024.05

      FullVersion     1.2.3
      FullVersion     v1.2.3
      FullVersion     1.2.3.4
      FullVersion     01.002.0003
      FullVersion     release-1.2.3
      FullVersion     release-v1.2.3
      FullVersion     my_app-10.20.30
      FullVersion     1.2.3-rc.1
      FullVersion     1.2.3-alpine
      FullVersion     1.2.3-alpine3.18
      FullVersion     1.2.3_b1
      FullVersion     1.2.3-dev.5
      FullVersion     1.2.3-stable
      FullVersion     1.2.3-4-g3f2a9c1
      FullVersion     v1.2.3-20240512-3f2a9c1
      FullVersion     2024.05.12
      FullVersion     2024.05.12-1530
      FullVersion     nightly-2024.05.12

      Date            2018-05-12
      Date            2018_05_12
      Date            20180512
      Date            20240229
      Date            20240512-1530
      Date            20240512.153000
      Date            20240512153000
      Date            20180512T101500
      Date            20180512t101500z
      Date            2018-05-12T10-15-00Z
      Date            2018-05-12-10-15

      Commit          3f2a9c1
      Commit          3F2A9C1
      Commit          deadbeef1
      Commit          0a4d55a8d778e5022fab701977c5d840bbc486d0
      Commit          sha-3f2a9c1
      Commit          sha-1234567
      Commit          git-deadbee
      Commit          main-3f2a9c1
      Commit          dev-3f2a9c1
      Commit          feature-deadbeef1
      Commit          feature_x.3f2a9c1
      Commit          20240512-3f2a9c1

      Other           today
      Other           defaced
      Other           deadbeef
      Other           main-defaced
      Other           1234567
      Other           1234567890
      Other           main-12345678
      Other           nightly-20240512
      Other           release-20240512
      Other           20249999
      Other           20230229
      Other           18990512
      Other           2018-0512
      Other           2018-05.12
      Other           20240512-2530
      Other           3f2a9c
      Other           sha-3f2a9
      Other           1f2a9c1d778e5022fab701977c5d840bbc486d0a1
      Other           main-3f2a9c1-amd64
      Other           1.2.3.4.5
      Other           1.2.3rc1
      Other           3.2-alpine
      Other           latest-alpine
      Other           mainline
      Other           developer
      Other           production
      Other           master
      Other           _
      """;

  record Line(String word, String tag) {}

  static Stream<Line> table() {
    return TABLE
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" +", 2))
        .map(parts -> new Line(parts[0], parts[1]));
  }

  @ParameterizedTest
  @MethodSource("table")
  void aTagHasTheClassOfTheTable(Line line) {
    assertThat(EnumWords.word(TagClass.of(new Tag(line.tag())))).isEqualTo(line.word());
  }

  @Test
  void theTableIsLongAndNamesNoTagTwice() {
    assertThat(table().map(Line::tag)).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  @Test
  void whatNamesOneImageIsProtectedAndTheRestMoves() {
    assertThat(Stream.of(TagClass.values()).filter(each -> each.mode() == TagMode.REJECT))
        .containsExactly(TagClass.FULL_VERSION, TagClass.DATE, TagClass.COMMIT);
    assertThat(Stream.of(TagClass.values()).filter(each -> each.mode() == TagMode.IGNORE))
        .containsExactly(TagClass.INTERNAL);
    assertThat(Stream.of(TagClass.values()).filter(each -> each.mode() == TagMode.ALERT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noDefaultWritesToARegistry(TagClass each) {
    assertThat(each.treatment().restore()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void protectedTagsAreRecordedAndOnlyMovingOnesFollowed(TagClass each) {
    assertThat(each.treatment().record()).isEqualTo(each.mode().isProtected());
    assertThat(each.treatment().follow()).isEqualTo(each.mode() == TagMode.MOVING);
  }

  @Test
  void theOriginNamesTheClass() {
    assertThat(TagClass.of(new Tag("1.2.3")).treatment().origin())
        .isEqualTo("default/full-version");
  }
}

package dev.tagfast.intake.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryBuilderTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  @Test
  void aPushUnderATagIsAMatterForUs() {
    assertThat(NotificationEntry.push().tag(Optional.of("1.2.3")).build().ignored()).isEmpty();
    assertThat(
            NotificationEntry.push()
                .tag(Optional.of("1.2.3"))
                .mediaType(Optional.of(MANIFEST))
                .configMediaType(Optional.of("application/vnd.oci.image.config.v1+json"))
                .build()
                .ignored())
        .isEmpty();
  }

  @Test
  void aDigestWhereATagWouldBeIsADigest() {
    NotificationEntry entry = NotificationEntry.push().tag(Optional.of(DIGEST)).build();

    assertThat(entry.ignored()).hasValue(IgnoreReason.UNTAGGED);
    assertThat(entry.tag()).isEmpty();
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(NotificationEntry.push().tag(Optional.of("sha256:broken")).build().ignored())
        .hasValue(IgnoreReason.UNTAGGED);
  }

  @ParameterizedTest
  @CsvSource({
    "'', , , UNTAGGED",
    "' ', , , UNTAGGED",
    "1.2.3, application/octet-stream, , BLOB",
    "1.2.3, " + MANIFEST + ", application/vnd.cncf.helm.config.v1+json, CHART",
    "1.2.3, application/vnd.cncf.helm.config.v1+json, , CHART",
  })
  void thePushesThatEveryDialectIgnores(String tag, String type, String config, IgnoreReason why) {
    assertThat(
            NotificationEntry.push()
                .tag(Optional.of(tag))
                .mediaType(Optional.ofNullable(type))
                .configMediaType(Optional.ofNullable(config))
                .build()
                .ignored())
        .hasValue(why);
  }

  @Test
  void tagsOfSignaturesAndReferrersAreIgnored() {
    String hex = "1f".repeat(32);
    for (String suffix : new String[] {"", ".sig", ".att", ".sbom"}) {
      assertThat(
              NotificationEntry.push().tag(Optional.of("sha256-" + hex + suffix)).build().ignored())
          .hasValue(IgnoreReason.REFERRER);
      assertThat(
              NotificationEntry.delete()
                  .tag(Optional.of("sha256-" + hex + suffix))
                  .build()
                  .ignored())
          .hasValue(IgnoreReason.REFERRER);
    }
  }

  @Test
  void aDeleteIsOfATagOrADigestOrARepository() {
    assertThat(NotificationEntry.delete().tag(Optional.of("1")).build().ignored()).isEmpty();
    assertThat(NotificationEntry.delete().digest(Optional.of("sha256:broken")).build().ignored())
        .hasValue(IgnoreReason.DELETE_BY_DIGEST);
    assertThat(NotificationEntry.delete().build().ignored())
        .hasValue(IgnoreReason.REPOSITORY_DELETE);
  }

  @Test
  void aDialectsOwnReasonComesFirst() {
    assertThat(NotificationEntry.push().ignored(IgnoreReason.NOT_AN_IMAGE).build().ignored())
        .hasValue(IgnoreReason.NOT_AN_IMAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "reg:5000/a/b/c:1.2, reg:5000, a/b/c, 1.2, ",
    "reg/a, reg, a, , ",
    "https://reg.example/a/b:1, reg.example, a/b, 1, ",
    "ghcr.io/a/b:, ghcr.io, a/b, , ",
    "r.io/a@sha256:12, r.io, a, , sha256:12",
    "r.io/a:1@sha256:12, r.io, a, 1, sha256:12",
  })
  void aFullReferenceIsTakenApart(
      String text, String host, String path, String tag, String digest) {
    assertThat(FullReference.of(text))
        .hasValue(
            new FullReference(host, path, Optional.ofNullable(tag), Optional.ofNullable(digest)));
  }

  @ParameterizedTest
  @CsvSource({"''", "a", "a/", "/a", "a:1", "https://", "@"})
  void whatHasNoHostAndPathIsNone(String text) {
    assertThat(FullReference.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:p@reg:5000/v2/, reg:5000",
    "http://reg, reg",
    "http://reg?x@evil, reg",
    "/v2/a, ",
    "https:///v2/, ",
    "'', ",
  })
  void theHostOfAUrl(String url, String host) {
    assertThat(FullReference.hostOfUrl(url)).isEqualTo(Optional.ofNullable(host));
  }

  @ParameterizedTest
  @CsvSource({
    "2016-11-10T23:57:49.664+0000, 2016-11-10T23:57:49.664Z",
    "2026-04-01T12:15:30+02:00, 2026-04-01T10:15:30Z",
    "2026-04-01T10:15:30.123456789Z, 2026-04-01T10:15:30.123456789Z",
    "2023-02-29T00:00:00Z, ",
    "yesterday, ",
  })
  void timesAreReadWhereTheyCanBe(String text, Instant time) {
    assertThat(Times.rfc3339(text)).isEqualTo(Optional.ofNullable(time));
  }

  @ParameterizedTest
  @CsvSource({
    "1417566161, 2014-12-03T00:22:41Z",
    "1.417566161e+09, 2014-12-03T00:22:41Z",
    "1e999999999, ",
    "-1, ",
    "'\"1417566161\"', ",
  })
  void secondsAreReadWhereTheyCanBe(String json, Instant time) {
    assertThat(Times.seconds(Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .isEqualTo(Optional.ofNullable(time));
  }
}

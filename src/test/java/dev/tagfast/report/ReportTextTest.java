package dev.tagfast.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.decide.RestoreCondition;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTextTest {
  private static final Optional<ImageTagObject> OBJECT =
      Optional.of(new ImageTagObject("tagfast", "pizza-2018-05-12-0123"));
  private static final String FROM = "`" + Samples.FORMAGGI.abbreviated() + "`";
  private static final String TO = "`" + Samples.HAWAII.abbreviated() + "`";
  private static final String ADVICE =
      "tagfast.dev/accept=" + Samples.HAWAII + "`. If it is not, push the accepted image again.";
  private static final ManifestFacts UNLABELLED = Samples.chart(BuildInfo.NONE);

  private static final ManifestFacts PIZZA =
      Samples.index(
          Samples.build(
              "https://github.com/shop/pizza",
              "3f2a9c1d".repeat(5),
              "2026-11-20T10:00:00Z",
              "1.4.2"),
          "linux/amd64",
          "linux/arm64");

  @Test
  void aReportSaysOfWhichCommitsItsImagesAre() {
    Report report =
        Samples.with(
            Samples.overwritten(),
            PIZZA,
            Samples.index(
                new BuildInfo(
                    Optional.empty(), Optional.of("r1202"), Optional.empty(), Optional.empty()),
                "linux/amd64"));

    assertThat(ReportText.of(report, OBJECT).get(1))
        .isEqualTo(
            "From "
                + FROM
                + " (commit `3f2a9c1d3f2a` of `https://github.com/shop/pizza`, version `1.4.2`,"
                + " `2026-11-20T10:00:00Z`, `linux/amd64, linux/arm64`) to "
                + TO
                + " (commit `r1202`, `linux/amd64`).");
  }

  @Test
  void whatNoContainerCanRunIsNamed() {
    assertThat(ReportText.of(Samples.with(Samples.overwritten(), PIZZA, UNLABELLED), OBJECT).get(1))
        .endsWith(" to " + TO + " (kind Chart).");
  }

  @Test
  void aSourceWithoutACommitIsStillSaid() {
    ManifestFacts built =
        Samples.chart(
            new BuildInfo(
                Optional.of("https://github.com/shop/pizza"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

    assertThat(ReportText.of(Samples.with(Samples.overwritten(), built, built), OBJECT).get(1))
        .contains("(kind Chart, built from `https://github.com/shop/pizza`)");
  }

  @Test
  void ofImagesThatWereNotReadNothingIsSaid() {
    assertThat(ReportText.of(Samples.overwritten(), OBJECT))
        .hasSize(4)
        .noneMatch(sentence -> sentence.startsWith("From") || sentence.contains("commit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "` @all <!channel> `",
        "```",
        "a\nb",
        "\u202Egnihton",
        "🍕",
        "<https://evil.example>"
      })
  void whatAPusherWroteNeverLeavesItsBackticksOrItsLine(String text) {
    String longest = text.repeat(200);
    ManifestFacts hostile = Samples.chart(Samples.build(longest, longest, longest, longest));

    String sentence =
        ReportText.of(Samples.with(Samples.overwritten(), hostile, hostile), OBJECT).get(1);

    assertThat(sentence)
        .hasSizeLessThanOrEqualTo(1_000)
        .doesNotContainPattern("[\\p{Cntrl}\u202E]");
    assertThat(sentence.replaceAll("`[^`]*`", "X"))
        .isEqualTo(
            "From X (kind Chart, commit X of X, version X, X) to X"
                + " (kind Chart, commit X of X, version X, X).");
  }

  @Test
  void theLongestSentenceIsNotCutByAChat() {
    String name = "a".repeat(64);
    ManifestFacts longest =
        Samples.index(
            Samples.build("s".repeat(300), "r".repeat(300), "c".repeat(300), "v".repeat(300)),
            "linux/" + name,
            "linux/" + name + "/v1",
            "linux/" + name + "/v2");

    assertThat(ReportText.of(Samples.with(Samples.overwritten(), longest, longest), OBJECT).get(1))
        .hasSizeLessThanOrEqualTo(1_000)
        .endsWith("…`).");
  }

  @Test
  void onOneLineEverythingIsSaidWhereThereIsRoom() {
    Report report = Samples.with(Samples.overwritten(), PIZZA, PIZZA);

    assertThat(ReportText.line(report, OBJECT, 1_024))
        .isEqualTo(String.join(" ", ReportText.of(report, OBJECT)));
  }

  @Test
  void whereRoomIsShortTheCommitsStayAndTheAdviceIsWhole() {
    Report report = Samples.with(Samples.overwritten(), PIZZA, PIZZA);
    int full = String.join(" ", ReportText.of(report, OBJECT)).length();

    assertThat(ReportText.line(report, OBJECT, full - 1))
        .contains(FROM + " (commit `3f2a9c1d3f2a`, `2026-11-20T10:00:00Z`) to " + TO)
        .doesNotContain("linux/amd64")
        .endsWith(ADVICE);
  }

  @Test
  void whereThereIsNoRoomOnlyTheImagesAreLeftOut() {
    Report report = Samples.with(Samples.overwritten(), PIZZA, PIZZA);
    String without = String.join(" ", ReportText.of(Samples.overwritten(), OBJECT));

    assertThat(ReportText.line(report, OBJECT, without.length())).isEqualTo(without);
  }

  @Test
  void aLineNeverExceedsTheLimitInBytes() {
    Report report =
        Samples.with(
            Samples.overwritten("🍕".repeat(60), "€".repeat(490)),
            PIZZA,
            Samples.chart(Samples.build("€", "€", "€", "€")));

    assertThat(ReportText.line(report, OBJECT, 1_024).getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(1_000, 1_024);
  }

  @Test
  void aTagThatShowsNothingToRunIsHeldForThatReason() {
    assertThat(
            text(
                ReportKind.TAG_HELD,
                Reason.NOT_RUNNABLE,
                "It shows a manifest of kind Chart, which no container can run."))
        .startsWith("The tag `" + Samples.KEY + "` is held on `" + Samples.FORMAGGI + "`: it now")
        .contains(" It shows a manifest of kind Chart, which no container can run. ")
        .endsWith(
            "Push an image under that tag again; charts and artifacts need a tag of their own.")
        .doesNotContain("polic");
  }

  @Test
  void aTagThatIsHeldByAPolicyStillSaysSo() {
    assertThat(text(ReportKind.TAG_HELD, Reason.POLICY_INVALID, "TagPolicy releases: no rules"))
        .contains("a policy that could speak of it is invalid", " TagPolicy releases: no rules. ")
        .endsWith("`kubectl get tagpolicies`.");
  }

  @Test
  void aTagThatIsHeldByAPolicyNamesWhatIsNotJudged() {
    assertThat(text(ReportKind.TAG_HELD, Reason.POLICY_INVALID, "TagPolicy releases: no rules"))
        .contains("is held: `" + Samples.HAWAII + "` is not judged");
  }

  @Test
  void whatToDoIsSaidOnce() {
    assertThat(
            text(
                ReportKind.TAG_NOT_RESTORED,
                Reason.RESTORE_UNARMED,
                RestoreCondition.Unarmed.why(Samples.KEY)))
        .containsOnlyOnce("was not put back")
        .containsOnlyOnce("push the right image again")
        .doesNotContain("push the accepted image again")
        .contains("To accept what it shows: `kubectl annotate");
  }

  @Test
  void whoOverwroteATagDidNotPutItBack() {
    assertThat(text(ReportKind.TAG_RESTORED, Reason.TAG_RESTORED, ""))
        .contains("`bob` had overwritten it, says ");
  }

  @Test
  void whatWasNotThereIsNotCalledNothing() {
    Report accepted = withoutFrom(ReportKind.TAG_ACCEPTED, Reason.FIRST_SEEN);
    Report started = withoutFrom(ReportKind.ROLLOUT_STARTED, Reason.ROLLOUT_STARTED);

    assertThat(ReportText.of(accepted, OBJECT).getFirst()).endsWith(" from now on; it had none.");
    assertThat(ReportText.of(started, OBJECT).getFirst()).contains("was not pinned");
  }

  private static Report withoutFrom(ReportKind kind, Reason reason) {
    return new Report(
        "id",
        kind,
        Samples.KEY,
        reason,
        Optional.empty(),
        Optional.of(Samples.HAWAII),
        Optional.empty(),
        Optional.empty(),
        Samples.overwritten().cause(),
        Optional.empty(),
        Optional.empty(),
        "",
        Samples.NOW);
  }

  @Test
  void aTagWithAnUnreadableEntryIsNotBlamedOnAPolicy() {
    assertThat(
            text(
                ReportKind.TAG_HELD,
                Reason.LEDGER_ENTRY_UNREADABLE,
                "ImageTag tagfast/pizza-1 cannot be read: status.state is missing"))
        .contains("while its entry in the ledger cannot be read", "status.state is missing.")
        .doesNotContain("polic");
  }

  @Test
  void theSameImageWithOtherAttestationsIsNotCalledTheSameDigest() {
    assertThat(text(ReportKind.TAG_RETURNED, Reason.REATTESTED, ""))
        .startsWith(
            "The tag `%s` shows its accepted image again: `%s` runs the same, with other"
                .formatted(Samples.KEY, Samples.HAWAII));
    assertThat(text(ReportKind.TAG_RETURNED, Reason.TAG_RETURNED, ""))
        .contains("shows its accepted digest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          somebody else set it                 | Somebody else set it.
          registry.example/pizza:1 was deleted | registry.example/pizza:1 was deleted.
          tagfast.registries.ours.host is gone | tagfast.registries.ours.host is gone.
          It says why.                         | It says why.
          Is it right?                         | Is it right?
          it was cut…                          | It was cut…
          """)
  void aDetailIsASentenceAndNamesStayAsTheyAre(String detail, String sentence) {
    assertThat(
            ReportText.of(
                Samples.report(
                    ReportKind.ROLLOUT_HELD, Reason.PERSON_HOLDS, "bob", detail, Optional.empty()),
                OBJECT))
        .contains(sentence);
  }

  private static String text(ReportKind kind, Reason reason, String detail) {
    return String.join(
        " ", ReportText.of(Samples.report(kind, reason, "bob", detail, Optional.empty()), OBJECT));
  }

  @Test
  void aReportOfOneImageNamesIt() {
    Report accepted =
        new Report(
            "id",
            ReportKind.TAG_ACCEPTED,
            Samples.KEY,
            Reason.FIRST_SEEN,
            Optional.empty(),
            Optional.of(Samples.HAWAII),
            Optional.empty(),
            Optional.of(PIZZA),
            Samples.overwritten().cause(),
            Optional.empty(),
            Optional.empty(),
            "",
            Samples.NOW);

    List<String> sentences = ReportText.of(accepted, OBJECT);

    assertThat(sentences.get(1)).startsWith("The image is " + TO + " (commit `3f2a9c1d3f2a` of ");
  }
}

package dev.tagfast.act.brake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.brake.BrakeAnswer.Free;
import dev.tagfast.act.brake.BrakeAnswer.Stopped;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrakesTest {
  private static final Digest A = new Digest("sha256:" + "a".repeat(64));
  private static final Digest B = new Digest("sha256:" + "b".repeat(64));

  /** Begins as A does. */
  private static final Digest LIKE_A = new Digest("sha256:" + "a".repeat(16) + "c".repeat(48));

  private static final Instant SATURDAY = Instant.parse("2026-11-28T12:00:00Z");

  private final Map<String, String> workload = new HashMap<>();
  private final Map<String, String> namespace = new HashMap<>();
  private Optional<Instant> since = Optional.of(SATURDAY.minusSeconds(3600));
  private Set<Digest> known = Set.of(A);
  private boolean again;
  private Optional<String> approver = Optional.empty();
  private Supplier<Optional<String>> limit = Optional::empty;

  @Test
  void withoutABrakeNothingStandsInTheWay() {
    assertThat(answer()).isEqualTo(new Free(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "namespace, tagfast.dev/hold, kubectl annotate namespace shop tagfast.dev/hold-",
    "workload, tagfast.dev/hold, kubectl annotate deployment/pizza -n shop tagfast.dev/hold-",
    "workload, hold.tagfast.dev/web, kubectl annotate deployment/pizza -n shop"
        + " hold.tagfast.dev/web-"
  })
  void aHoldSaysWhyAndHowToLetGo(String where, String annotation, String command) {
    (where.equals("namespace") ? namespace : workload).put(annotation, "Black Friday");

    assertStopped(
        Reason.ON_HOLD, "says \"Black Friday\".", "go on with sha256:aaaaaaaaaaaa", command);
  }

  @Test
  void aHoldOfAnotherContainerHoldsNothingHere() {
    workload.put("hold.tagfast.dev/sidecar", "no");

    assertThat(answer()).isInstanceOf(Free.class);
  }

  @Test
  void aHoldWithoutAReasonHoldsAndFalseDoesNot() {
    workload.put("tagfast.dev/hold", "");
    assertStopped(Reason.ON_HOLD, "is set");

    workload.put("tagfast.dev/hold", "false");
    assertThat(answer()).isInstanceOf(Free.class);
  }

  @Test
  void aWorkloadCannotTakeOffTheHoldOfItsNamespace() {
    namespace.put("tagfast.dev/hold", "inventory");
    workload.put("tagfast.dev/hold", "false");

    assertStopped(Reason.ON_HOLD, "inventory");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          none                            | -                                      | A person must approve sha256:aaaaaaaaaaaa (kubectl annotate --overwrite deployment/pizza -n shop approved.tagfast.dev/web=sha256:aaaaaaaa
          another digest                  | sha256:bbbbbbbbbbbb; by=anna           | The approval by anna is of another digest, sha256:bbbbbbbbbbbb.
          another digest, whole           | bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb | is of another digest
          a longer one that begins alike  | sha256:aaaaaaaaaaaab                   | is of another digest
          over                            | aaaaaaaaaaaa; until=2026-11-28T11:59:59Z; by=anna | The approval by anna ended at 2026-11-28T11:59:59Z.
          """)
  void withoutAnApprovalThatCountsItWaits(String title, String approval, String said) {
    workload.put("tagfast.dev/approval", "required");
    if (approval != null) {
      workload.put("approved.tagfast.dev/web", approval);
    }

    assertStopped(Reason.APPROVAL_REQUIRED, said, "approved.tagfast.dev/web=" + A);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaa",
        "sha256:aaaaaaaaaaaa",
        " aaaaaaaaaaaa ;until=2026-11-28T12:00:00Z",
      })
  void anApprovalOfTheDigestLetsIt(String approval) {
    workload.put("approval.tagfast.dev/web", "required");
    workload.put("approved.tagfast.dev/web", approval);
    approver = Optional.of("kubectl-annotate");

    assertThat(answer())
        .isInstanceOfSatisfying(
            Free.class,
            free -> {
              assertThat(free.approval().orElseThrow().text()).isEqualTo(approval);
              assertThat(free.approval().orElseThrow().signature())
                  .isEqualTo(" by kubectl-annotate");
            });
  }

  @Test
  void theNameThatAPersonGivesCountsMoreThanThatOfTheProgram() {
    workload.put("tagfast.dev/approval", "required");
    workload.put("approved.tagfast.dev/web", "aaaaaaaaaaaa; by=anna");
    approver = Optional.of("kubectl-annotate");

    assertThat(answer())
        .isInstanceOfSatisfying(
            Free.class, free -> assertThat(free.approval().orElseThrow().by()).contains("anna"));
  }

  @Test
  void aBeginningThatTwoDigestsOfTheTagHaveApprovesNeither() {
    workload.put("tagfast.dev/approval", "required");
    workload.put("approved.tagfast.dev/web", "aaaaaaaaaaaa");
    known = Set.of(A, B, LIKE_A);

    assertStopped(Reason.APPROVAL_REQUIRED, "Several digests of this tag begin", "=" + A);
  }

  @Test
  void anApprovalThatWasUsedIsSaidToBeSo() {
    workload.put("tagfast.dev/approval", "required");
    workload.put(
        "approval-used.tagfast.dev/web",
        "sha256:bbbbbbbbbbbb by anna, used at 2026-11-27T10:00:00Z");

    assertStopped(
        Reason.APPROVAL_REQUIRED,
        "The last approval was used: sha256:bbbbbbbbbbbb by anna, used at 2026-11-27T10:00:00Z.");
  }

  @Test
  void anApprovalCountsForNothingElseThanTheApproval() {
    workload.put("tagfast.dev/approval", "required");
    workload.put("approved.tagfast.dev/web", "aaaaaaaaaaaa");
    workload.put("tagfast.dev/hold", "not now");

    assertStopped(Reason.ON_HOLD, "not now");
  }

  @ParameterizedTest
  @CsvSource({
    "24h, 2026-11-29T11:00:00Z",
    "1d, 2026-11-29T11:00:00Z",
    "1h30m, 2026-11-28T12:30:00Z",
    "3601s, 2026-11-28T12:00:01Z"
  })
  void aDigestThatIsTooYoungWaitsUntilItIsOldEnough(String age, String until) {
    workload.put("tagfast.dev/min-age", age);

    assertStopped(
        Reason.DIGEST_TOO_YOUNG, "since 2026-11-28T11:00:00Z", "it waits until " + until + ".");
  }

  @Test
  void aDigestThatIsOldEnoughGoes() {
    workload.put("tagfast.dev/min-age", "60m");

    assertThat(answer()).isInstanceOf(Free.class);
  }

  @Test
  void theLongestAgeCounts() {
    namespace.put("tagfast.dev/min-age", "2h");
    workload.put("min-age.tagfast.dev/web", "1m");

    assertStopped(Reason.DIGEST_TOO_YOUNG, "namespace shop says \"2h\"");
  }

  @Test
  void aDigestOfUnknownAgeIsTooYoung() {
    since = Optional.empty();
    workload.put("tagfast.dev/min-age", "1s");

    assertStopped(Reason.DIGEST_TOO_YOUNG, "unknown time");
  }

  @Test
  void whatWasThereBeforeIsApprovedAndOldEnoughButWaitsForItsWindow() {
    again = true;
    workload.put("tagfast.dev/approval", "required");
    workload.put("tagfast.dev/min-age", "24h");
    assertThat(answer()).isInstanceOf(Free.class);

    workload.put("tagfast.dev/window", "Mon-Fri 09:00-17:00");
    assertStopped(Reason.OUTSIDE_WINDOW, "opens Mon 2026-11-30 09:00 UTC (2026-11-30T09:00:00Z).");
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneNow() {
    namespace.put("tagfast.dev/dry-run", "true");

    assertStopped(
        Reason.DRY_RUN,
        "it would be brought to sha256:aaaaaaaaaaaa now",
        "kubectl annotate namespace shop tagfast.dev/dry-run-");
  }

  @Test
  void theLimitIsAskedAfterEverythingElseAndBeforeADryRun() {
    limit = () -> Optional.of("Others come first.");
    workload.put("tagfast.dev/dry-run", "true");
    assertStopped(Reason.ROLLOUT_LIMIT, "Others come first.");

    limit =
        () -> {
          throw new AssertionError("asked although something else stands in the way");
        };
    workload.put("tagfast.dev/window", "Mon 09:00-17:00");
    assertStopped(Reason.OUTSIDE_WINDOW, "Mon 09:00-17:00");
  }

  @Test
  void whatAPersonMustDoComesBeforeWhatTimeDoes() {
    workload.put("tagfast.dev/window", "Mon 09:00-17:00");
    workload.put("tagfast.dev/min-age", "24h");
    assertStopped(Reason.DIGEST_TOO_YOUNG, "24h");

    workload.put("tagfast.dev/approval", "required");
    assertStopped(Reason.APPROVAL_REQUIRED, "must approve");
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.dev/window, Mondays, 'Mon-Fri 09:00-17:00 Europe/Berlin'",
    "window.tagfast.dev/web, Mon 9 to 5, 'Mon-Fri 09:00-17:00 Europe/Berlin'",
    "tagfast.dev/min-age, a day, 'Write a time such as 24h, 7d or 1h30m.'",
    "tagfast.dev/min-age, '', 'Write a time such as 24h, 7d or 1h30m.'",
    "tagfast.dev/min-age, 24, 'Write a time such as 24h, 7d or 1h30m.'",
    "tagfast.dev/approval, 'yes', 'Write required, or remove it.'",
    "tagfast.dev/dry-run, maybe, 'Write true, or remove it.'",
  })
  void whatIsNotUnderstoodStopsAndIsQuoted(String annotation, String value, String how) {
    workload.put(annotation, value);

    assertStopped(
        Reason.BRAKE_UNREADABLE,
        "The annotation %s of deployment/pizza -n shop says \"%s\", which is not understood."
            .formatted(annotation, value),
        how);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "",
        "aaaaaaaaaaa",
        "aaaaaaaaaaaa until tomorrow",
        "aaaaaaaaaaaa; until=tomorrow",
        "aaaaaaaaaaaa; untill=2026-12-01T00:00:00Z",
        "aaaaaaaaaaaa;",
        "md5:aaaaaaaaaaaa",
        "AAAAAAAAAAAA"
      })
  void anApprovalThatIsNotUnderstoodLetsNothing(String approval) {
    workload.put("tagfast.dev/approval", "required");
    workload.put("approved.tagfast.dev/web", approval);

    assertStopped(Reason.BRAKE_UNREADABLE, "approved.tagfast.dev/web");
  }

  @Test
  void whatIsNotUnderstoodOfAnotherContainerStopsNothingHere() {
    workload.put("window.tagfast.dev/sidecar", "Mondays");

    assertThat(answer()).isInstanceOf(Free.class);
  }

  @Test
  void whatIsQuotedIsCleaned() {
    workload.put("tagfast.dev/hold", "red \u001b[31m" + "x".repeat(500));

    assertThat(((Stopped) answer()).detail())
        .doesNotContain("\u001b")
        .hasSizeLessThan(400)
        .contains("red \uFFFD[31m");
  }

  private void assertStopped(Reason reason, String... said) {
    assertThat(answer())
        .isInstanceOfSatisfying(
            Stopped.class,
            stopped -> {
              assertThat(stopped.reason()).as(stopped.detail()).isEqualTo(reason);
              assertThat(stopped.detail()).contains(said);
            });
  }

  private BrakeAnswer answer() {
    return Brakes.of(
        new BrakeQuestion(
            new BrakeQuestion.Places("deployment/pizza -n shop", workload, "shop", namespace),
            "web",
            A,
            since,
            known,
            again,
            approver,
            limit,
            SATURDAY));
  }
}

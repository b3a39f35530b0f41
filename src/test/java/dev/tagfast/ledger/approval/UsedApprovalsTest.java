package dev.tagfast.ledger.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.Entries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an approval lets in, and how often. */
class UsedApprovalsTest {
  private static final Digest A = Entries.digest(1);
  private static final Digest B = Entries.digest(2);
  private static final Instant NOW = Entries.NOON;
  private static final Approval OF_A = approval("a", A);

  @Test
  void anApprovalCoversItsDigestAndNoOther() {
    assertThat(covers(Acceptances.NONE, A, NOW)).isTrue();
    assertThat(covers(Acceptances.NONE, B, NOW)).isFalse();
  }

  @Test
  void itIsUsedOnce() {
    Acceptances used = Acceptances.NONE.used(A, List.of(OF_A), NOW);

    assertThat(covers(used, A, NOW)).isFalse();
    assertThat(covers(used.noted(NOW), A, NOW)).isFalse();
  }

  @Test
  void whatIsUsedForOneDigestLeavesTheApprovalOfAnother() {
    Acceptances used = Acceptances.NONE.used(B, List.of(OF_A), NOW);

    assertThat(covers(used, A, NOW)).isTrue();
  }

  @Test
  void oneThatIsDeletedAndCreatedAgainIsAnotherOne() {
    Acceptances used = Acceptances.NONE.used(A, List.of(OF_A), NOW);

    assertThat(used.covering(A, List.of(approval("another uid", A)), NOW)).isPresent();
  }

  @Test
  void allThatApproveOneDigestAreUsedTogether() {
    List<Approval> two = List.of(OF_A, approval("of bob", A));
    Acceptances used = Acceptances.NONE.used(A, two, NOW);

    assertThat(used.covering(A, two, NOW)).isEmpty();
  }

  @Test
  void itEndsWhenItSaysAndOtherwiseAWeekAfterItsCreation() {
    Approval ends = SampleApprovals.of("a", Entries.PIZZA, A, Optional.of(NOW.plusSeconds(60)));

    assertThat(Acceptances.NONE.covering(A, List.of(ends), NOW.plusSeconds(59))).isPresent();
    assertThat(Acceptances.NONE.covering(A, List.of(ends), NOW.plusSeconds(60))).isEmpty();
    assertThat(covers(Acceptances.NONE, A, NOW.plus(Duration.ofDays(7)).minusSeconds(1))).isTrue();
    assertThat(covers(Acceptances.NONE, A, NOW.plus(Duration.ofDays(7)))).isFalse();
  }

  @Test
  void aUsedOneIsRememberedAsLongAsItCouldCountByAnyClock() {
    Acceptances used = Acceptances.NONE.used(A, List.of(OF_A), NOW);
    Instant later = NOW.plus(Duration.ofDays(8)).minusSeconds(1);

    assertThat(used.used(B, List.of(), later).approvals().all()).hasSize(1);
    assertThat(used.used(B, List.of(), later.plusSeconds(1)).approvals().all()).isEmpty();
  }

  @Test
  void whileTheMemoryIsFullNoOtherCounts() {
    List<Approval> many =
        IntStream.range(0, UsedApprovals.MOST + 5).mapToObj(i -> approval("uid " + i, B)).toList();
    Acceptances full = Acceptances.NONE.used(B, many, NOW);

    assertThat(full.approvals().all()).hasSize(UsedApprovals.MOST);
    assertThat(full.covering(B, many, NOW)).isEmpty();
    assertThat(covers(full, A, NOW)).isFalse();
    assertThat(status(OF_A, full, NOW).message()).contains("no more are remembered at once");
  }

  @Test
  void theHistoryIsToldWhoAndWhyAndWhetherThatIsVerified() {
    assertThat(Acceptance.of(OF_A).by())
        .hasValue("alice (TagApproval hotfix: CVE-2026-1234 is mended)");
    assertThat(Acceptance.of(OF_A.withVerified(false)).by())
        .hasValue("alice, not verified (TagApproval hotfix: CVE-2026-1234 is mended)");
  }

  @Test
  void itsStatusSaysHowItStands() {
    Acceptances used = Acceptances.NONE.used(A, List.of(OF_A), NOW);
    Instant over = NOW.plus(Duration.ofDays(8));

    assertThat(status(OF_A, Acceptances.NONE, NOW).state()).isEqualTo(ApprovalState.WAITING);
    assertThat(status(OF_A, used, over))
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(ApprovalState.USED);
              assertThat(status.usedAt()).hasValue(NOW);
            });
    assertThat(status(OF_A, Acceptances.NONE, over).state()).isEqualTo(ApprovalState.EXPIRED);
  }

  private static Approval approval(String uid, Digest digest) {
    return SampleApprovals.of(uid, Entries.PIZZA, digest, Optional.empty());
  }

  private static boolean covers(Acceptances acceptances, Digest digest, Instant now) {
    return acceptances.covering(digest, List.of(OF_A), now).isPresent();
  }

  private static ApprovalStatus status(Approval approval, Acceptances used, Instant now) {
    return ApprovalStatus.of(approval, used.approvals(), true, now);
  }
}

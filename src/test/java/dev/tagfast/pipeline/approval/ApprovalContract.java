package dev.tagfast.pipeline.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.approval.ApprovalState;
import dev.tagfast.ledger.kubernetes.ImageTagStatus;
import dev.tagfast.ledger.kubernetes.TagApproval;
import dev.tagfast.pipeline.MainPathSteps;
import dev.tagfast.testing.ImagePusher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code TagApproval} objects let in, from the event to the object's own status. */
abstract class ApprovalContract extends MainPathSteps {
  static final String NAMESPACE = "tagfast";

  /** The user name of {@link #client()}. */
  abstract String approver();

  @AfterEach
  void removeApprovals() {
    client().resources(TagApproval.class).inNamespace(NAMESPACE).delete();
  }

  @Test
  void reconcileLetsAnApprovedOverwriteInAndTheHistorySaysWhoAndWhy() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);

    reconcile();

    assertThat(image()).endsWith("@" + other);
    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
    ImageTagStatus.MoveJson move = imageTag("1.0.0").getStatus().history().getLast();
    assertThat(move.reason()).isEqualTo("AcceptedByPerson");
    assertThat(move.cause().actor())
        .startsWith(approver())
        .endsWith("(TagApproval hotfix: CVE-2026-1234 is mended)");
    assertThat(types()).contains("dev.tagfast.tag.accepted");
    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.USED);
    assertThat(approval("hotfix").getStatus().usedAt()).isNotNull();
  }

  @Test
  void theNextEventLetsItInAsWell() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);

    deliver("1.0.0", other);

    assertThat(acceptedDigest("1.0.0")).isEqualTo(other.value());
    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.USED);
  }

  @Test
  void anApprovalBeforeThePushMakesItNoOverwrite() {
    Digest first = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", first);
    Digest other = pusher.push(repository, "1.0.0-next", "hawaii");
    approve("hotfix", "1.0.0", other);
    reconcile();
    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.WAITING);
    assertThat(approval("hotfix").getStatus().message()).contains("It counts once, when");
    world.sink().forget();

    pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    assertThat(acceptedDigest("1.0.0")).isEqualTo(other.value());
    assertThat(types())
        .contains("dev.tagfast.tag.accepted")
        .doesNotContain("dev.tagfast.tag.overwritten");
    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.USED);
  }

  @Test
  void approvingOneDigestNeverLetsAnotherThrough() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", ImagePusher.digestOf("what nobody pushed"));

    reconcile();
    deliver("1.0.0", other);

    assertThat(states()).containsEntry("1.0.0", TagState.OVERWRITTEN);
    assertThat(image()).doesNotContain(other.value());
    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.WAITING);
  }

  @Test
  void anApprovalOfAnotherTagLetsNothingThrough() {
    Digest other = overwritten();
    approve("hotfix", "1.0.1", other);

    deliver("1.0.0", other);

    assertThat(states()).containsEntry("1.0.0", TagState.OVERWRITTEN);
  }

  @Test
  void anApprovalIsUsedOnce() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);
    reconcile();
    Digest first = pusher.push(repository, "1.0.0", "quattro formaggi");
    approve("back", "1.0.0", first);
    deliver("1.0.0", first);
    assertThat(acceptedDigest("1.0.0")).isEqualTo(first.value());

    pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    assertThat(acceptedDigest("1.0.0")).isEqualTo(first.value());
    assertThat(states()).containsEntry("1.0.0", TagState.OVERWRITTEN);
  }

  @Test
  void anApprovalThatIsCreatedAnewIsAnotherOne() {
    anApprovalIsUsedOnce();
    Digest other = approvedDigest("hotfix");
    client().resource(approval("hotfix")).delete();
    approve("hotfix", "1.0.0", other);

    reconcile();

    assertThat(acceptedDigest("1.0.0")).isEqualTo(other.value());
  }

  @Test
  void anApprovalThatHasEndedSaysSoAndLetsNothingIn() {
    Digest other = overwritten();
    approve(
        "late", "1.0.0", other, "until: \"%s\"".formatted(Instant.parse("2026-01-01T00:00:00Z")));

    reconcile();

    assertThat(states()).containsEntry("1.0.0", TagState.OVERWRITTEN);
    assertThat(approval("late").getStatus().state()).isEqualTo(ApprovalState.EXPIRED);
    assertThat(approval("late").getStatus().message()).contains("Create another one");
  }

  @Test
  void oneThatNamesNoListedTagSaysSoAndStopsNoOther() {
    Digest other = overwritten();
    create("wrong", "Elsewhere/App:1", other, "");
    create("unlisted", "elsewhere.example/app:1", other, "");
    approve("hotfix", "1.0.0", other);

    reconcile();

    assertThat(acceptedDigest("1.0.0")).isEqualTo(other.value());
    assertThat(List.of("wrong", "unlisted"))
        .allSatisfy(
            name -> {
              assertThat(approval(name).getStatus().state()).isEqualTo(ApprovalState.INVALID);
              assertThat(approval(name).getStatus().message()).contains("Nothing is accepted");
            });
  }

  @Test
  void theFirstPushOfATagThatNobodyKnewIsProvenByAnApproval() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    approve("first", "1.0.0", digest);

    reconcile();

    assertThat(imageTag("1.0.0").getStatus().accepted().provenance())
        .isEqualTo(Provenance.ACCEPTED_BY_PERSON);
    assertThat(approval("first").getStatus().state()).isEqualTo(ApprovalState.USED);
  }

  /** A followed tag that was overwritten. */
  final Digest overwritten() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    assertThat(states()).containsEntry("1.0.0", TagState.OVERWRITTEN);
    return other;
  }

  final void approve(String name, String tag, Digest digest) {
    approve(name, tag, digest, "");
  }

  final void approve(String name, String tag, Digest digest, String more) {
    create(name, reference(tag), digest, more);
  }

  private void create(String name, String tag, Digest digest, String more) {
    client()
        .resource(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagApproval
            metadata:
              name: %s
              namespace: %s
            spec:
              tag: "%s"
              digest: "%s"
              reason: CVE-2026-1234 is mended
              by: "%s"
              %s
            """
                .formatted(name, NAMESPACE, tag, digest, approver(), more))
        .create();
  }

  private Digest approvedDigest(String name) {
    return new Digest(approval(name).getSpec().digest());
  }

  final TagApproval approval(String name) {
    return Optional.ofNullable(
            client().resources(TagApproval.class).inNamespace(NAMESPACE).withName(name).get())
        .orElseThrow();
  }
}

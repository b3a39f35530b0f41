package dev.tagfast.pipeline.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.approval.ApprovalState;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the mock of the Kubernetes API, which can fail on request and counts its requests. */
@QuarkusTest
@WithTestResource(World.class)
class ApprovalTest extends ApprovalContract {
  @Override
  String approver() {
    return "alice";
  }

  @AfterEach
  void heal() {
    mock().heal();
  }

  @Test
  void withoutAdmissionTheNameCountsAsOneThatAnybodyCouldHaveWritten() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);

    reconcile();

    assertThat(imageTag("1.0.0").getStatus().history().getLast().cause().actor())
        .startsWith("alice, not verified");
    assertThat(approval("hotfix").getStatus().message()).contains("by alice, not verified");
  }

  @Test
  void approvalsAreReadOnlyWhereSomethingIsHeldBack() {
    subscribe("1.0.0");
    Digest first = pusher.push(repository, "1.0.0", "quattro formaggi");
    mock().forgetRequests();

    deliver("1.0.0", first);
    deliver("1.0.0", first);

    assertThat(lists()).isEmpty();
    Digest other = pusher.push(repository, "1.0.0", "hawaii");

    deliver("1.0.0", other);

    assertThat(lists()).hasSize(1);
  }

  @Test
  void whereTheStatusCannotBeWrittenTheLedgerRemembersAndReconcileWritesItLater() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);
    mock().refuse("PATCH .*/tagapprovals/.*", 403);
    reconcile();
    assertThat(acceptedDigest("1.0.0")).isEqualTo(other.value());
    Digest first = pusher.push(repository, "1.0.0", "quattro formaggi");
    approve("back", "1.0.0", first);
    deliver("1.0.0", first);

    pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    reconcile();

    assertThat(acceptedDigest("1.0.0")).isEqualTo(first.value());
    assertThat(approval("hotfix").getStatus()).isNull();
    mock().heal();

    reconcile();

    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.USED);
  }

  @Test
  void whereApprovalsCannotBeReadNothingIsLetInAndTheOverwriteIsReported() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    approve("hotfix", "1.0.0", other);
    mock().withoutCrd("tagapprovals", true);

    deliver("1.0.0", other);

    assertThat(states()).containsEntry("1.0.0", TagState.OVERWRITTEN);
    assertThat(types()).contains("dev.tagfast.tag.overwritten");
    mock().heal();

    reconcile();

    assertThat(acceptedDigest("1.0.0")).isEqualTo(other.value());
    assertThat(approval("hotfix").getStatus().state()).isEqualTo(ApprovalState.USED);
  }

  private List<String> lists() {
    return mock().requests().stream().filter(it -> it.contains("/tagapprovals")).toList();
  }

  private MockApi mock() {
    return (MockApi) world.api();
  }
}

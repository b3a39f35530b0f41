package dev.tagfast.act.brake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.testing.Deployments;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Brakes through the doors, with a real registry; on the mock API and on a real API server. */
abstract class BrakesContract extends BrakeSteps {
  private static final String HELD = "held.tagfast.dev/pizza";
  private static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

  @Test
  void aHeldWorkloadStaysAndGetsTheNewestWhenItIsLetGo() {
    Digest first = subscribedAndPinned();
    annotate(name, "tagfast.dev/hold", "Black Friday");
    Digest second = push("funghi");

    JsonPath entry = deliver(second);

    assertThat(entry.getString("reason")).isEqualTo("TagMoved");
    assertThat(entry.getList("rollouts.reason")).containsExactly("OnHold");
    assertThat(image()).endsWith("@" + first);
    assertThat(annotations().get(HELD))
        .startsWith("OnHold: ")
        .contains(
            "says \"Black Friday\"",
            "kubectl annotate deployment/" + name + " -n default tagfast.dev/hold-");
    assertThat(waitsForAPerson()).isTrue();
    assertThat(typesOfThis())
        .containsExactlyInAnyOrder("dev.tagfast.tag.accepted", "dev.tagfast.rollout.held");
    assertThat(imageTag().getStatus().summary().followed()).isEqualTo("1 (1 held)");
    Digest third = push("tonno");
    deliver(third);

    annotate(name, "tagfast.dev/hold", null);
    reconcile();

    assertThat(image()).endsWith("@" + third);
    assertThat(annotations()).doesNotContainKey(HELD);
    assertThat(waitsForAPerson()).isFalse();
    assertThat(annotations().get(CHANGE_CAUSE))
        .contains(
            first.abbreviated() + " → " + third.abbreviated(),
            ", skipping " + second.abbreviated());
  }

  @Test
  void aHeldNamespaceHoldsAllOfItsWorkloads() {
    Digest first = subscribedAndPinned();
    pass(Duration.ofMinutes(1));
    brakeNamespace("hold", "inventory");
    Digest second = push("funghi");

    assertThat(deliver(second).getList("rollouts.reason")).containsExactly("OnHold");

    assertThat(image()).endsWith("@" + first);
    assertThat(annotations().get(HELD)).contains("kubectl annotate namespace default");
    brakeNamespace("hold", null);
    pass(Duration.ofSeconds(31));
    reconcile();
    assertThat(image()).endsWith("@" + second);
  }

  @Test
  void outsideItsWindowItWaitsAndTheNewestIsRolledOutWhenItOpens() {
    Digest first = subscribedAndPinned();
    annotate(name, "tagfast.dev/window", "Mon-Fri 09:00-17:00 Europe/Berlin");
    Digest second = push("funghi");

    assertThat(deliver(second).getList("rollouts.reason")).containsExactly("OutsideWindow");
    reconcile();
    reconcile();

    assertThat(typesOfThis())
        .containsExactlyInAnyOrder("dev.tagfast.tag.accepted", "dev.tagfast.rollout.waits");
    assertThat(world.chat().received()).as("nobody needs to do anything").isEmpty();
    assertThat(annotations().get(HELD))
        .startsWith("OutsideWindow: ")
        .contains(", which opens Mon ", " 09:00 Europe/Berlin (", "T08:00:00Z)");
    assertThat(waitsForAPerson()).isFalse();
    assertThat(imageTag().getStatus().summary().followed()).isEqualTo("1 (1 waiting)");
    assertThat(imageTag().getStatus().conditions().getFirst().message())
        .contains("Deployment/default/" + name + " waits (OutsideWindow): ");
    Digest third = push("tonno");
    deliver(third);
    assertThat(image()).endsWith("@" + first);

    pass(Duration.ofDays(2));
    reconcile();

    assertThat(image()).endsWith("@" + third);
    assertThat(annotations()).doesNotContainKey(HELD);
    assertThat(annotations().get(CHANGE_CAUSE)).contains("skipping " + second.abbreviated());
    assertThat(imageTag().getStatus().summary().followed()).isEqualTo("1");
  }

  @Test
  void theApprovalOfOneDigestNeverShipsAnother() {
    Digest first = subscribedAndPinned();
    annotate(name, "tagfast.dev/approval", "required");
    Digest second = push("funghi");
    assertThat(deliver(second).getList("rollouts.reason")).containsExactly("ApprovalRequired");
    String command =
        "kubectl annotate --overwrite deployment/%s -n default approved.tagfast.dev/pizza=%s";
    assertThat(annotations().get(HELD)).contains(command.formatted(name, second));
    assertThat(world.chat().received())
        .as("somebody must do something")
        .anySatisfy(alert -> assertThat(alert.body()).contains(second.value()));

    annotate(name, "approved.tagfast.dev/pizza", second.value());
    Digest third = push("tonno");
    assertThat(deliver(third).getList("rollouts.reason")).containsExactly("ApprovalRequired");
    reconcile();
    assertThat(image()).endsWith("@" + first);
    assertThat(annotations().get(HELD))
        .contains("is of another digest, " + second, command.formatted(name, third));

    annotate(name, "approved.tagfast.dev/pizza", third.hex().substring(0, 12) + "; by=anna");
    reconcile();

    assertThat(image()).endsWith("@" + third);
    assertThat(annotations())
        .doesNotContainKey("approved.tagfast.dev/pizza")
        .doesNotContainKey(HELD);
    assertThat(annotations().get("approval-used.tagfast.dev/pizza"))
        .startsWith(third.abbreviated() + " by anna, used at ");
    assertThat(annotations().get(CHANGE_CAUSE)).contains(", approved by anna");
    assertThat(world.sink().received())
        .filteredOn(report -> report.type().equals("dev.tagfast.rollout.started"))
        .singleElement()
        .satisfies(
            report ->
                assertThat(report.body())
                    .contains("Approved by anna.", "Skipped", second.abbreviated()));

    Digest fourth = push("quattro stagioni");
    assertThat(deliver(fourth).getList("rollouts.detail").toString())
        .contains("The last approval was used: " + third.abbreviated() + " by anna");
    assertThat(image()).endsWith("@" + third);
  }

  @Test
  void anApprovalThatIsOverLetsNothing() {
    Digest first = subscribedAndPinned();
    annotate(name, "tagfast.dev/approval", "required");
    Digest second = push("funghi");
    String end = clock.instant().plus(Duration.ofMinutes(5)).toString();
    annotate(name, "approved.tagfast.dev/pizza", second + "; until=" + end);
    pass(Duration.ofMinutes(6));

    assertThat(deliver(second).getList("rollouts.detail").toString()).contains("ended at " + end);
    assertThat(image()).endsWith("@" + first);
  }

  @Test
  void anUnpinnedWorkloadThatWaitsIsSaidToBeExposed() {
    deploy(name);
    annotate(name, "tagfast.dev/approval", "required");
    Digest first = push("margherita");

    deliver(first);

    assertThat(image()).isEqualTo(reference());
    assertThat(annotations().get(HELD)).contains("It is not pinned", "gets what the tag shows");
    assertThat(imageTag().getStatus().workloads().getFirst().pinned()).isNull();
  }

  @Test
  void aDryRunOfOneWorkloadTellsAndTheOthersAreRolledOut() {
    Digest first = subscribedAndPinned();
    deploy(other);
    annotate(name, "tagfast.dev/dry-run", "true");
    Digest second = push("funghi");

    JsonPath entry = deliver(second);
    reconcile();

    assertThat(entry.getList("rollouts.reason"))
        .containsExactlyInAnyOrder("DryRun", "RolloutStarted");
    assertThat(image()).endsWith("@" + first);
    assertThat(Deployments.image(client(), other)).endsWith("@" + second);
    assertThat(typesOfThis().stream().filter("dev.tagfast.rollout.observed"::equals)).hasSize(1);
    assertThat(annotations().get(HELD)).startsWith("DryRun: Dry run: it would be brought to ");
    assertThat(waitsForAPerson()).isFalse();

    annotate(name, "tagfast.dev/dry-run", null);
    reconcile();
    assertThat(image()).endsWith("@" + second);
  }

  @Test
  void aDigestIsRolledOutWhenItIsOldEnough() {
    Digest first = subscribedAndPinned();
    annotate(name, "tagfast.dev/min-age", "24h");
    Digest second = push("funghi");

    assertThat(deliver(second).getList("rollouts.reason")).containsExactly("DigestTooYoung");
    pass(Duration.ofHours(23));
    reconcile();
    assertThat(image()).endsWith("@" + first);

    pass(Duration.ofHours(1));
    reconcile();
    assertThat(image()).endsWith("@" + second);
  }

  @Test
  void whatIsNotUnderstoodStopsItsWorkloadAlone() {
    Digest first = subscribedAndPinned();
    deploy(other);
    annotate(name, "tagfast.dev/window", "office hours");
    Digest second = push("funghi");

    assertThat(deliver(second).getList("rollouts.reason"))
        .containsExactlyInAnyOrder("BrakeUnreadable", "RolloutStarted");

    assertThat(image()).endsWith("@" + first);
    assertThat(Deployments.image(client(), other)).endsWith("@" + second);
    assertThat(annotations().get(HELD))
        .contains("office hours", "is not understood", "Mon-Fri 09:00-17:00 Europe/Berlin");
    assertThat(waitsForAPerson()).isTrue();
  }

  @Test
  void explainSaysWhatStandsInTheWayAndChangesNothing() {
    Digest first = subscribedAndPinned();
    annotate(name, "tagfast.dev/window", "Mon-Fri 09:00-17:00 Europe/Berlin");
    Digest second = push("funghi");

    JsonPath entry = post("?explain=true", second);

    assertThat(entry.getList("rollouts.reason")).containsExactly("OutsideWindow");
    assertThat(entry.getList("rollouts.detail").toString()).contains("which opens Mon ");
    assertThat(image()).endsWith("@" + first);
    assertThat(annotations()).doesNotContainKey(HELD);
  }
}

package dev.tagfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.pipeline.MainPathSteps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person types, where the function itself made all objects. */
abstract class CommandsContract extends MainPathSteps {
  Typed person;

  @BeforeEach
  void openShell() {
    person = Typed.at(client().getConfiguration());
  }

  String tag(String tag) {
    return repository + ":" + tag;
  }

  String deployment() {
    return "deployment/default/" + repository;
  }

  /** A followed tag, accepted and then overwritten: the second digest. */
  Digest overwritten() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    return other;
  }

  static String hex(Digest digest) {
    return digest.hex().substring(0, 12);
  }

  @Test
  void statusNamesTheOverwrittenTagAndAScriptSeesItByTheExitCode() {
    Digest other = overwritten();

    Typed.Result status = person.type("status", "-o", "wide");

    assertThat(status.code()).as(status.err()).isEqualTo(Exit.WAITS);
    assertThat(status.out().lines().filter(line -> line.contains(tag("1.0.0"))))
        .singleElement()
        .asString()
        .startsWith("waits")
        .contains("It shows " + other.abbreviated(), "mario");
  }

  @Test
  void tagsFitATerminalAndShowBothDigests() {
    Digest other = overwritten();

    Typed.Result tags = person.type("tags", repository);

    assertThat(tags.code()).as(tags.err()).isZero();
    assertThat(tags.out().lines()).hasSize(2).allMatch(line -> line.length() <= 80);
    assertThat(tags.out()).contains(":1.0.0", "Overwritten", hex(other));
  }

  @Test
  void aProgramGetsWholeDigests() {
    Digest other = overwritten();

    assertThat(person.type("tags", repository, "-o", "json").out())
        .contains("\"shows\" : \"" + other + "\"");
    assertThat(person.type("tags", repository, "-o", "yaml").out())
        .contains("shows: ", other.value());
    assertThat(person.type("tags", repository, "-o", "name").out())
        .isEqualTo("imagetag.tagfast.dev/" + imageTag("1.0.0").getMetadata().getName() + "\n");
  }

  @Test
  void historyHasOneLineForEachMove() {
    Digest other = overwritten();

    Typed.Result history = person.type("history", tag("1.0.0"));

    assertThat(history.code()).as(history.err()).isZero();
    assertThat(history.out().lines()).hasSize(3).allMatch(line -> line.length() <= 80);
    assertThat(history.out().lines().toList().getLast())
        .contains("TagOver", hex(other), "mario", "reject");
  }

  @Test
  void workloadsShowWhatRunsAndWhatShouldRun() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);

    Typed.Result workloads = person.type("workloads", "-o", "wide");

    assertThat(workloads.code()).as(workloads.err()).isZero();
    assertThat(workloads.out().lines().filter(line -> line.contains(repository)))
        .singleElement()
        .asString()
        .contains(deployment(), "pizza", accepted.value(), "AlreadyPinned");
  }

  @Test
  void whySaysWhoHoldsAWorkloadAndHowToLetItGo() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));

    Typed.Result held = person.type("hold", deployment(), "--reason", "the boss is here");
    Digest next = pusher.push(repository, "1.0.0", "hawaii");
    assertThat(held.code()).as(held.err()).isZero();
    var _ = post("", "1.0.0", next);
    Typed.Result accepted = person.type("accept", tag("1.0.0"), hex(next), "--yes", "--by", "anna");
    assertThat(accepted.code()).as(accepted.err()).isZero();
    reconcile();
    Typed.Result why = person.type("why", deployment());

    assertThat(why.code()).as(why.err()).isZero();
    assertThat(why.out())
        .contains("It is held (OnHold)", "the boss is here")
        .contains("and should run " + next.abbreviated())
        .contains("kubectl tagfast resume " + deployment());
    assertThat(image()).as("it was held").doesNotContain(next.value());

    Typed.Result resumed = person.type("resume", deployment());
    reconcile();

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(image()).endsWith(next.value());
    assertThat(person.type("why", deployment()).out()).contains("Nothing is to be done.");
  }

  @Test
  void acceptShowsBothDigestsAsksFirstAndIsAcknowledgedAtOnce() {
    Digest other = overwritten();

    Typed.Result refused = person.answering("n", "accept", tag("1.0.0"), hex(other));
    assertThat(refused.code()).isEqualTo(Exit.ERROR);
    assertThat(refused.err()).contains("Accept " + hex(other), "Nothing was changed.");
    assertThat(imageTag("1.0.0").getSpec().accept()).isNull();

    Typed.Result accepted =
        person.answering(
            "y",
            "accept",
            tag("1.0.0") + "@" + other,
            "--reason",
            "hotfix",
            "--by",
            "anna",
            "--until",
            "12h");

    assertThat(accepted.code()).as(accepted.err()).isZero();
    assertThat(accepted.out())
        .contains("shows now", "accepted", other.value())
        .contains("through mario", "Deployment/default/" + repository)
        .contains("Accepted: ");
    reconcile();
    assertThat(image()).endsWith(other.value());
    assertThat(person.type("history", tag("1.0.0"), "-o", "wide").out())
        .contains("AcceptedByPerson", "anna: hotfix");
    assertThat(person.type("status").out()).doesNotContain(tag("1.0.0"));
  }

  @Test
  void withoutATerminalNothingIsAcceptedUnlessItSaysYes() {
    Digest other = overwritten();

    Typed.Result refused = person.type("accept", tag("1.0.0"), other.value());

    assertThat(refused.code()).isEqualTo(Exit.ERROR);
    assertThat(refused.err()).contains("There is no terminal to ask on", "--yes");
    assertThat(imageTag("1.0.0").getSpec().accept()).isNull();
  }

  @Test
  void aDigestThatTheTagNeverShowedIsNotGuessed() {
    overwritten();

    assertThat(person.type("accept", tag("1.0.0"), "0123456789ab", "--yes").err())
        .contains("No digest that", "write all of it");
    assertThat(person.type("accept", tag("1.0.0"), "latest", "--yes").err())
        .contains("neither a digest nor");
  }

  @Test
  void anApprovalLetsOneDigestThrough() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(repository)
        .edit(
            it -> {
              it.getMetadata().getAnnotations().put("tagfast.dev/approval", "required");
              return it;
            });
    Digest next = pusher.push(repository, "1.0.0", "hawaii");
    var _ = post("", "1.0.0", next);
    assertThat(person.type("accept", tag("1.0.0"), hex(next), "--yes").code()).isZero();
    reconcile();
    assertThat(person.type("why", deployment()).out())
        .contains("ApprovalRequired", "kubectl tagfast approve " + deployment() + " " + hex(next));

    Typed.Result approved =
        person.answering("y", "approve", deployment(), hex(next), "--by", "anna");
    reconcile();

    assertThat(approved.code()).as(approved.err()).isZero();
    assertThat(image()).endsWith(next.value());
  }

  @Test
  void whatIsNotThereIsSaidInASentence() {
    assertThat(person.type("history", "kitchen/no-such-thing:1").err())
        .startsWith(
            "Error: The ledger in namespace tagfast does not have kitchen/no-such-thing:1.");
    assertThat(person.type("why", "deployment/kitchen/nobody").err())
        .startsWith("Error: There is no deployment/kitchen/nobody.");
    assertThat(person.type("why", "pod/kitchen/nobody"))
        .satisfies(
            answer -> assertThat(answer.code()).isEqualTo(Exit.ERROR),
            answer -> assertThat(answer.err()).contains("is no kind that can follow tags"));
  }
}

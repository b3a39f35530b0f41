package dev.tagfast.pipeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.ImageTagStatus;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the main path on a real API server, as the service account of {@code knative/base}. Its
 * roles allow every request of the main path. Also checks what a person sees with kubectl.
 */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class MainPathOnRealApiTest extends MainPathContract {
  @AfterEach
  void nothingWasForbidden() {
    assertThat(real().forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void whatHappenedIsInTheEventsOfTheDeployment() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", digest);

    assertThat(kubectl("describe", "deployment", repository))
        .containsPattern("Normal +RolloutStarted +\\S+ +tagfast ")
        .contains(digest.abbreviated());
  }

  @Test
  void anOverwriteIsAWarningOnTheImageTag() {
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    assertThat(kubectl("describe", "imagetag", imageTag(), "--namespace", RealApi.TAGFAST))
        .containsPattern("Warning +TagOverwritten +\\S+ +tagfast ")
        .contains(other.abbreviated());
  }

  @Test
  void theColumnsOfTheLedgerTellHowATagStands() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", digest);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    List<String> lines =
        kubectl("get", "imgtag", imageTag(), "--namespace", RealApi.TAGFAST).lines().toList();

    assertThat(lines.getFirst().split(" {2,}"))
        .containsExactly(
            "NAME", "REPOSITORY", "TAG", "STATE", "ACCEPTED", "SHOWS", "BY", "SINCE", "FOLLOWED");
    assertThat(lines.get(1).split(" {2,}"))
        .startsWith(
            imageTag(),
            repository,
            "1.0.0",
            "Overwritten",
            digest.hex().substring(0, 12),
            other.hex().substring(0, 12),
            "mario")
        .endsWith("0");
    assertThat(lines.get(1).length() - imageTag().length())
        .as("what Tagfast adds to the name of the object")
        .isLessThanOrEqualTo(110);
    assertThat(kubectl("get", "imagetags", "-o", "wide", "--namespace", RealApi.TAGFAST))
        .contains("WHY")
        .contains(
            "It shows %s instead of the accepted %s, by mario"
                .formatted(other.abbreviated(), digest.abbreviated()))
        .contains(world.silent().host());
  }

  @Test
  void whatWaitsForAPersonHasOneLabelUntilItEnds() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    assertThat(waiting("imagetags", RealApi.TAGFAST)).doesNotContain(imageTag());
    Digest other = pusher.push(repository, "1.0.0", "hawaii");

    deliver("1.0.0", other);

    assertThat(waiting("imagetags", RealApi.TAGFAST)).contains(imageTag());
    assertThat(ready()).startsWith("False Overwritten It shows " + other.abbreviated());

    accept(other.hex().substring(0, 12));
    reconcile();

    assertThat(waiting("imagetags", RealApi.TAGFAST)).doesNotContain(imageTag());
    assertThat(ready()).isEqualTo("True Current It shows its accepted digest.");
    assertThat(image()).as("the short form that our messages print").endsWith("@" + other);
    assertThat(imageTags().getFirst().getStatus().history().getLast().cause())
        .extracting("source", "actor")
        .containsExactly("person", "kubectl-annotate");
    assertThat(tagEvents("AcceptedByPerson"))
        .contains("Accepted by `kubectl-annotate`.")
        .doesNotContain("Nobody is named");
  }

  @Test
  void aWorkloadThatAPersonHoldsSaysSoUntilItIsLetGo() {
    subscribe("today");
    deliver("today", pusher.push(repository, "today", "margherita"));
    Digest held = pusher.push(repository, "today", "funghi");
    kubectl("set", "image", "deployment/" + repository, "pizza=" + reference("today@") + held);
    Digest newest = pusher.push(repository, "today", "tonno");

    deliver("today", newest);

    assertThat(waiting("deployments", "default")).contains(repository);
    assertThat(annotation("held.tagfast.dev/pizza"))
        .startsWith("PersonHolds: ")
        .contains(newest.abbreviated());
    assertThat(kubectl("get", "imgtag", imageTag(), "--namespace", RealApi.TAGFAST))
        .contains("1 (1 held)");
    assertThat(ready()).startsWith("False FollowerHeld ");

    kubectl("set", "image", "deployment/" + repository, "pizza=" + reference("today"));
    reconcile();

    assertThat(image()).endsWith("@" + newest);
    assertThat(waiting("deployments", "default")).isEmpty();
    assertThat(annotation("held.tagfast.dev/pizza")).isEmpty();
    assertThat(ready()).startsWith("True Current ");
  }

  @Test
  void anAcceptanceWithAWrongDigitIsAnswered() {
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    accept(other.value().substring(0, other.value().length() - 1) + "z");
    reconcile();
    reconcile();

    assertThat(imageTags().getFirst().getStatus().state()).isEqualTo(TagState.OVERWRITTEN);
    assertThat(imageTags().getFirst().getStatus().unreadAcceptances())
        .singleElement()
        .extracting("problem")
        .asString()
        .contains("neither a digest nor the first 12 or more hex digits");
    assertThat(tagEvents("AcceptanceUnreadable"))
        .contains("The annotation tagfast.dev/accept says");
    assertThat(types().stream().filter("dev.tagfast.acceptance.pending"::equals)).hasSize(1);
    assertThat(ready()).startsWith("False AcceptanceUnreadable ");

    accept(other.value());
    reconcile();

    assertThat(ready()).startsWith("True Current ");
    assertThat(imageTags().getFirst().getStatus().unreadAcceptances()).isEmpty();
  }

  @Test
  void anAcceptanceOfWhatTheTagDoesNotShowWaitsAndSaysHowLong() {
    Digest first = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", first);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    Digest coming = dev.tagfast.testing.Images.digest("coming");

    accept(coming.value());
    reconcile();

    assertThat(imageTags().getFirst().getStatus().acceptances())
        .singleElement()
        .satisfies(
            waits -> {
              assertThat(waits.digest()).isEqualTo(coming.value());
              assertThat(waits.used()).isNull();
              assertThat(waits.waitsUntil()).isEqualTo(waits.since().plus(Duration.ofDays(7)));
            });
    assertThat(tagEvents("AcceptanceWaits"))
        .contains("has no effect now: the tag shows `" + other + "`")
        .contains("It counts once, when the tag shows it, until ")
        .contains(
            "It is none that this tag is known to have shown: unless it is still to be pushed");
    assertThat(ready())
        .contains("The acceptance of " + coming.abbreviated() + " waits until the tag shows it");
  }

  @Test
  void theStatusOfAPolicySaysWhetherItCounts() {
    policy("mode: Reject");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    assertThat(kubectl("get", "tagpol").lines().toList())
        .satisfies(
            lines ->
                assertThat(lines.getFirst().split(" +"))
                    .containsExactly("NAME", "PRIORITY", "VALID", "READY", "PROBLEM", "AGE"))
        .satisfies(
            lines ->
                assertThat(lines.getLast().split(" +")).startsWith("test", "0", "true", "True"));

    kubectl(
        "patch",
        "tagpolicies",
        "test",
        "--type=json",
        "-p",
        "[{\"op\":\"add\",\"path\":\"/spec/rules/0/tags\",\"value\":{\"semver\":\"newest\"}}]");
    deliver("1.0.1", pusher.push(repository, "1.0.1", "hawaii"));

    assertThat(kubectl("get", "tagpolicies", "test").lines().toList().getLast())
        .containsPattern("^test +0 +false +False +spec\\.rules\\[0\\]\\.tags\\.semver: .*newest");
    assertThat(kubectl("get", "tagpolicy", "test", "-o", "jsonpath={.status.observedGeneration}"))
        .isEqualTo("2");
  }

  @Test
  void theHistoryOfTheDeploymentTellsTheStory() {
    subscribe("today");
    Digest first = pusher.push(repository, "today", "margherita");
    deliver("today", first);
    awaitRevision("2");
    Digest second = pusher.push(repository, "today", "funghi");
    deliver("today", second);
    awaitRevision("3");

    assertThat(kubectl("rollout", "history", "deployment/" + repository))
        .contains(first.abbreviated() + " → " + second.abbreviated())
        .contains("pushed by mario");
  }

  @Test
  void anImportedLedgerHoldsTagsToWhatTheyWereHeldToBefore() {
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    final ImageTagStatus before = imageTags().getFirst().getStatus();

    String file = exported();
    kubectl("delete", "imagetags", "--all", "--namespace", RealApi.TAGFAST);
    Kubectl.Answer imported = real().kubectl().tryWith(file, "create", "-f", "-");

    assertThat(imported.status()).as(imported.output()).isZero();
    assertThat(imageTags()).extracting(ImageTag::getStatus).containsExactly(before);
    assertThat(deliver("1.0.0", other).getString("reason")).isEqualTo("AlreadyReported");
    ImageTagStatus after = imageTags().getFirst().getStatus();
    assertThat(after.accepted().digest()).isEqualTo(accepted.value());
    assertThat(after.quarantined()).containsExactly(other.value());
  }

  @Test
  void anImportLeavesAloneWhatIsThereUnlessItIsForced() {
    Digest accepted = pusher.push(repository, "today", "margherita");
    subscribe("today");
    deliver("today", accepted);
    String old = exported();
    Digest now = pusher.push(repository, "today", "funghi");
    deliver("today", now);

    Kubectl.Answer imported = real().kubectl().tryWith(old, "create", "-f", "-");

    assertThat(imported.status()).isNotZero();
    assertThat(imported.output()).contains("AlreadyExists");
    assertThat(imageTags().getFirst().getStatus().accepted().digest()).isEqualTo(now.value());

    Kubectl.Answer forced = real().kubectl().tryWith(old, "replace", "--force", "-f", "-");

    assertThat(forced.status()).as(forced.output()).isZero();
    assertThat(imageTags().getFirst().getStatus().accepted().digest()).isEqualTo(accepted.value());
    // An old ledger costs a report and no workload: the next look rolls out the digest of the tag.
    deliver("today", now);
    assertThat(image()).endsWith("@" + now);
  }

  @Test
  void aLedgerCanMoveToAnotherNamespace() {
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));

    String elsewhere =
        exported()
            .replace("\n    namespace: tagfast\n", "\n    namespace: " + real().namespace() + "\n");
    Kubectl.Answer imported = real().kubectl().tryWith(elsewhere, "create", "-f", "-");

    assertThat(imported.status()).as(imported.output()).isZero();
    assertThat(
            kubectl(
                "get",
                "imagetag",
                imageTag(),
                "--namespace",
                real().namespace(),
                "-o",
                "jsonpath={.status.state}"))
        .isEqualTo("Current");
  }

  @Test
  void aLedgerThatWasDeletedBeginsWithFirstContact() {
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    kubectl("delete", "imagetags", "--all", "--namespace", RealApi.TAGFAST);

    // The old accepted digest is unknown: the digest that the tag shows now is accepted.
    assertThat(deliver("1.0.0", other).getString("reason")).isEqualTo("FirstSeen");
    ImageTagStatus after = imageTags().getFirst().getStatus();
    assertThat(after.accepted().digest()).isEqualTo(other.value());
    assertThat(after.quarantined()).isEmpty();
  }

  @Test
  void afterAResetASubscribersPinSpeaksAgainstAnotherDigest() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    kubectl("delete", "imagetags", "--all", "--namespace", RealApi.TAGFAST);

    assertThat(deliver("1.0.0", other).getString("reason")).isEqualTo("Unproven");
    assertThat(image()).endsWith("@" + accepted);
    assertThat(imageTags().getFirst().getStatus().state()).isEqualTo(TagState.UNPROVEN);
    assertThat(imageTags().getFirst().getStatus().accepted()).isNull();
  }

  private void accept(String digest) {
    kubectl(
        "annotate",
        "--overwrite",
        "imagetag",
        imageTag(),
        "--namespace",
        RealApi.TAGFAST,
        "tagfast.dev/accept=" + digest);
  }

  private String waiting(String kind, String namespace) {
    return kubectl(
        "get", kind, "--namespace", namespace, "-l", "tagfast.dev/waits=true", "-o", "name");
  }

  private String ready() {
    return kubectl(
        "get",
        "imagetag",
        imageTag(),
        "--namespace",
        RealApi.TAGFAST,
        "-o",
        "jsonpath={range .status.conditions[?(@.type==\"Ready\")]}{.status} {.reason} {.message}{end}");
  }

  private String annotation(String name) {
    return kubectl(
        "get",
        "deployment",
        repository,
        "-o",
        "jsonpath={.metadata.annotations." + name.replace(".", "\\.") + "}");
  }

  private String tagEvents(String reason) {
    return kubectl(
        "get",
        "events",
        "--namespace",
        RealApi.TAGFAST,
        "--field-selector",
        "involvedObject.name=" + imageTag() + ",reason=" + reason,
        "-o",
        "jsonpath={.items[*].message}");
  }

  @ParameterizedTest
  @CsvSource({"imagetags, ledger", "tagpolicies, policies"})
  void aMissingCrdIsSaidByHealthAndByExplain(String plural, String check) {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    kubectl("delete", "crd", plural + ".tagfast.dev");
    try {
      String sentence = "the CRD " + plural + ".tagfast.dev is not installed: kubectl apply";
      JsonPath explained = entry(post("?explain=true", "1.0.0", digest).then().statusCode(200));
      assertThat(explained.getString("refused")).isEqualTo("ClusterUnavailable");
      assertThat(explained.getString("why")).contains(sentence);
      String detail = post("", "1.0.0", digest).then().statusCode(503).extract().asString();
      assertThat(detail).contains(sentence);
      // The answer of an earlier test may be cached.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(
                          given()
                              .get("/q/health/group/dependencies")
                              .jsonPath()
                              .getString("checks.find{it.name=='" + check + "'}.data.why"))
                      .contains(sentence));
    } finally {
      real().reinstall();
    }
    await().untilAsserted(() -> assertThat(post("", "1.0.0", digest).statusCode()).isEqualTo(200));
  }

  /** Exports the ledger as docs/operations.md describes. */
  private String exported() {
    return kubectl("get", "imagetags", "--namespace", RealApi.TAGFAST, "-o", "yaml");
  }

  private void awaitRevision(String revision) {
    real().needsControllers();
    await()
        .until(
            () ->
                kubectl("get", "deployment", repository, "-o", "yaml")
                    .contains("deployment.kubernetes.io/revision: \"" + revision + "\""));
  }

  private String imageTag() {
    ImageTag tag = imageTags().getFirst();
    return tag.getMetadata().getName();
  }

  private String kubectl(String... words) {
    return real().kubectl().run(words);
  }

  private RealApi real() {
    return (RealApi) world.api();
  }
}

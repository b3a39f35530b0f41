package dev.tagfast.pipeline;

import static dev.tagfast.testing.World.EVENTS_SECRET;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.Sink;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Tests the whole path of an event, through both doors and with a real registry. It runs on the
 * mock of the Kubernetes API and on a real API server.
 */
abstract class MainPathContract extends MainPathSteps {
  @Test
  void aPushIsRecordedAndTheSubscribedDeploymentIsPinned() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");

    JsonPath entry = deliver("1.0.0", digest);

    assertThat(entry.getString("observation")).isEqualTo("firstSeen");
    assertThat(entry.getString("verdict")).isEqualTo("accept");
    assertThat(entry.getString("reason")).isEqualTo("FirstSeen");
    assertThat(entry.getList("rollouts")).hasSize(1);
    assertThat(image()).isEqualTo(reference("1.0.0") + "@" + digest);
    assertThat(types())
        .containsExactlyInAnyOrder("dev.tagfast.tag.accepted", "dev.tagfast.rollout.started");
  }

  @Test
  void anOverwriteIsRejectedAndReportedOnceAndTheDeploymentIsUntouched() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    world.sink().forget();
    Digest other = pusher.push(repository, "1.0.0", "hawaii");

    JsonPath first = deliver("1.0.0", other);
    JsonPath second = deliver("1.0.0", other);

    assertThat(first.getString("verdict")).isEqualTo("overwrite");
    assertThat(first.getString("reason")).isEqualTo("TagOverwritten");
    assertThat(second.getString("reason")).isEqualTo("AlreadyReported");
    assertThat(image()).isEqualTo(reference("1.0.0") + "@" + accepted);
    assertThat(types()).containsExactly("dev.tagfast.tag.overwritten");
    assertThat(world.chat().received()).hasSize(1);
  }

  @Test
  void theRegistrysOwnNotificationsMoveTheDeployment() {
    try (ImagePusher loud = ImagePusher.to(world.notifying().uri())) {
      subscribe(world.notifying(), "today");
      Digest margherita = loud.push(repository, "today", "margherita");
      await().until(this::image, image -> image.endsWith("@" + margherita));

      Digest funghi = loud.push(repository, "today", "funghi");

      await().until(this::image, image -> image.endsWith("@" + funghi));
    }
  }

  @Test
  void whatTheRegistryDeletesByDigestIsATombstoneAndAnotherImageUnderTheTagAnOverwrite() {
    // GitLab sends the secret alone, without `Bearer` before it.
    try (ImagePusher loud = ImagePusher.to(world.notifying().uri())) {
      Digest accepted = loud.push(repository, "1.0.0", "quattro formaggi");
      await().until(() -> states().containsValue(TagState.CURRENT));
      loud.push(repository, "2.0.0", "margherita");
      await().until(() -> states().size() == 2);

      loud.delete(repository, accepted);

      await().until(() -> states().get("1.0.0") == TagState.DELETED);
      await().until(() -> types().contains("dev.tagfast.tag.deleted"));
      assertThat(states()).containsEntry("2.0.0", TagState.CURRENT);
      assertThat(acceptedDigest("1.0.0")).isEqualTo(accepted.value());

      loud.push(repository, "1.0.0", "hawaii");

      await().until(() -> states().get("1.0.0") == TagState.OVERWRITTEN);
      await().until(() -> types().contains("dev.tagfast.tag.overwritten"));
      assertThat(acceptedDigest("1.0.0")).isEqualTo(accepted.value());
    }
  }

  @Test
  void aDeleteByDigestCanBeExplainedAndThenChangesNothing() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", digest);
    pusher.delete(repository, digest);

    JsonPath entry =
        entry(postDelete("?explain=true", ",\"digest\":\"" + digest + "\"").then().statusCode(200));

    assertThat(entry.getString("tag")).isEqualTo("1.0.0");
    assertThat(entry.getString("verdict")).isEqualTo("forget");
    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
  }

  @Test
  void ofADeletedRepositoryEveryKnownTagIsLookedAtAndWhatIsStillThereStays() {
    Digest gone = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", gone);
    deliver("2.0.0", pusher.push(repository, "2.0.0", "margherita"));
    pusher.delete(repository, gone);

    postDelete("", "").then().statusCode(200);

    assertThat(states())
        .containsEntry("1.0.0", TagState.DELETED)
        .containsEntry("2.0.0", TagState.CURRENT);
    assertThat(types().stream().filter("dev.tagfast.tag.deleted"::equals)).hasSize(1);
  }

  @Test
  void aDeleteByDigestOnTheEventsDoorDoesTheSame() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", digest);
    pusher.delete(repository, digest);

    given()
        .header("Authorization", "Bearer " + EVENTS_SECRET)
        .header("ce-specversion", "1.0")
        .header("ce-id", "1")
        .header("ce-source", "/subscriptions/x")
        .header("ce-type", "Microsoft.ContainerRegistry.ImageDeleted")
        .contentType("application/json")
        .body(
            """
            {"id":"1","action":"delete","target":{"repository":"%s","digest":"%s"},
             "request":{"host":"%s"}}"""
                .formatted(repository, digest, world.silent().host()))
        .post("/")
        .then()
        .statusCode(204);

    assertThat(states()).containsEntry("1.0.0", TagState.DELETED);
  }

  @Test
  void anEventOnTheEventsDoorDoesTheSame() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");

    given()
        .header("Authorization", "Bearer " + EVENTS_SECRET)
        .header("ce-specversion", "1.0")
        .header("ce-id", "1")
        .header("ce-source", "/ci")
        .header("ce-type", "dev.tagfast.image.pushed")
        .contentType("application/json")
        .body(
            """
            {"registry":"%s","repository":"%s","tag":"1.0.0","digest":"%s"}"""
                .formatted(world.silent().host(), repository, digest))
        .post("/")
        .then()
        .statusCode(204);

    assertThat(image()).endsWith("@" + digest);
  }

  @Test
  void reconcileFindsAnEventThatWasLost() {
    subscribe("today");
    Digest digest = pusher.push(repository, "today", "margherita");

    reconcile();

    assertThat(image()).isEqualTo(reference("today") + "@" + digest);
  }

  @Test
  void anEntryThatCannotBeReadHoldsItsTagAloneAndIsReportedOnce() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    breakEntry("1.0.0");
    String broken = imageTag("1.0.0").getMetadata().getResourceVersion();
    world.sink().forget();
    world.chat().forget();
    Digest other = pusher.push(repository, "1.0.0", "hawaii");

    JsonPath entry = deliver("1.0.0", other);
    deliver("1.0.0", other);
    reconcile();

    assertThat(entry.getString("verdict")).isEqualTo("later");
    assertThat(entry.getString("reason")).isEqualTo("LedgerEntryUnreadable");
    assertThat(image()).isEqualTo(reference("1.0.0") + "@" + accepted);
    assertThat(imageTag("1.0.0").getMetadata().getResourceVersion()).isEqualTo(broken);
    // Reconcile looks at the tags of other tests, too.
    assertThat(world.sink().received())
        .filteredOn(report -> report.body().contains(repository))
        .singleElement()
        .satisfies(report -> assertThat(report.type()).isEqualTo("dev.tagfast.tag.held"))
        .extracting(Sink.Received::body, STRING)
        .contains(
            "status.outbox[0].to is missing",
            "kubectl delete imagetag " + imageTag("1.0.0").getMetadata().getName());
    assertThat(world.chat().received())
        .filteredOn(alert -> alert.body().contains(repository))
        .hasSize(1);

    deliver("2.0.0", pusher.push(repository, "2.0.0", "margherita"));
    postDelete("", "").then().statusCode(200);
    assertThat(imageTag("2.0.0").getStatus().state()).isEqualTo(TagState.CURRENT);
  }

  @Test
  void whatHadAnUnreadableEntryIsSeenForTheFirstTimeAfterItsObjectIsDeleted() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", digest);
    breakEntry("1.0.0");
    assertThat(entry(post("?explain=true", "1.0.0", digest).then()).getString("reason"))
        .isEqualTo("LedgerEntryUnreadable");

    client().resource(imageTag("1.0.0")).delete();

    assertThat(deliver("1.0.0", digest).getString("reason")).isEqualTo("FirstSeen");
  }

  @Test
  void explainSaysWhatWouldBeDecidedAndChangesNothing() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");

    JsonPath entry = entry(post("?explain=true", "1.0.0", digest).then().statusCode(200));

    assertThat(entry.getString("verdict")).isEqualTo("accept");
    assertThat(entry.getList("rollouts.reason")).containsExactly("ObserveOnly");
    assertThat(image()).isEqualTo(reference("1.0.0"));
    assertThat(imageTags()).isEmpty();
  }

  @Test
  void anEventThatNamesAnOldDigestWhichTheRegistryStillHasMovesNothing() {
    subscribe("today");
    Digest old = pusher.push(repository, "today", "margherita");
    deliver("today", old);
    Digest now = pusher.push(repository, "today", "funghi");
    deliver("today", now);

    JsonPath late = deliver("today", old);

    assertThat(late.getString("reason")).isEqualTo("Unchanged");
    assertThat(image()).endsWith("@" + now);
  }

  @Test
  void anEventAboutADigestThatTheTagNeverHadMovesNothingAndIsReported() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    world.sink().forget();

    JsonPath forged = deliver("1.0.0", Images.digest("never pushed"));

    assertThat(forged.getString("reason")).as("it may be early").isEqualTo("Unconfirmed");
    await().until(() -> !types().isEmpty());
    assertThat(image()).endsWith("@" + accepted);
    assertThat(types()).containsExactly("dev.tagfast.tag.overwritten");
  }

  @Test
  void aTagPushedAndDeletedAtOnceDoesNotBlockTheQueue() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    pusher.delete(repository, digest);

    JsonPath entry = deliver("1.0.0", digest);

    assertThat(entry.getString("verdict")).isEqualTo("later");
    assertThat(entry.getString("reason")).isEqualTo("Unconfirmed");
  }

  @Test
  void twoCopiesInTheSameMillisecondAreOneRolloutAndOneReport() throws Exception {
    subscribe("today");
    Digest digest = pusher.push(repository, "today", "margherita");
    CyclicBarrier start = new CyclicBarrier(4);
    List<Callable<Integer>> copies = new ArrayList<>();
    for (int copy = 0; copy < 4; copy++) {
      copies.add(
          () -> {
            start.await();
            return post("", "today", digest).statusCode();
          });
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> status : threads.invokeAll(copies)) {
        assertThat(status.get()).isEqualTo(200);
      }
    }

    await().until(this::image, image -> image.endsWith("@" + digest));
    assertThat(types().stream().filter("dev.tagfast.rollout.started"::equals)).hasSize(1);
    assertThat(types().stream().filter("dev.tagfast.tag.accepted"::equals)).hasSize(1);
  }

  @Test
  void aRegistryThatIsDownIsA503AndEverythingIsDoneWhenItIsBack() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    world.silent().stop();
    try {
      post("", "1.0.0", digest)
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .contentType("application/problem+json");
    } finally {
      world.silent().start();
    }

    deliver("1.0.0", digest);

    assertThat(image()).endsWith("@" + digest);
  }

  @Test
  void anApiServerThatIsDownIsA503AndEverythingIsDoneWhenItIsBack() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    world.api().down();
    try {
      post("", "1.0.0", digest).then().statusCode(503).contentType("application/problem+json");
    } finally {
      world.api().up();
    }

    deliver("1.0.0", digest);

    assertThat(image()).endsWith("@" + digest);
  }

  @Test
  void aSinkThatIsDownIsToldByTheNextReconcileUnderTheSameId() {
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    world.sink().forget();
    world.sink().answer(500);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    assertThat(types()).isEmpty();
    world.sink().answer(202);

    reconcile();

    assertThat(types()).containsExactly("dev.tagfast.tag.overwritten");
    assertThat(world.chat().received()).as("nobody else is told twice").hasSize(1);
  }

  @Test
  void aPersonAcceptsTheOverwrite() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);
    ImageTag tag = imageTags().getFirst();
    tag.getMetadata().setAnnotations(java.util.Map.of("tagfast.dev/accept", other.value()));
    client().resource(tag).inNamespace(tag.getMetadata().getNamespace()).update();

    reconcile();

    assertThat(image()).endsWith("@" + other);
    assertThat(types()).contains("dev.tagfast.tag.accepted");
  }

  @Test
  void aManifestIsReadOnceAndARepeatAsksTheRegistryOnce() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    long before = registryRequests();

    deliver("1.0.0", digest);

    assertThat(registryRequests() - before)
        .as("the tag, the manifest of a new digest, and a last look before the patch")
        .isEqualTo(3);
    before = registryRequests();

    deliver("1.0.0", digest);

    assertThat(registryRequests() - before).as("the tag").isEqualTo(1);
  }

  @Test
  void anOverwrittenTagIsPutBackWhereTheRuleSaysSo() {
    policy("mode: Reject, restore: true");
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    long before = registryRequests();

    JsonPath entry = deliver("1.0.0", other);

    assertThat(entry.getString("verdict")).isEqualTo("overwrite");
    assertThat(pusher.look(repository, "1.0.0")).contains(accepted);
    assertThat(registryRequests() - before)
        .as("tag, new manifest, whether the old one is there; 3 for the restore; and our look")
        .isEqualTo(7);
    assertThat(types()).contains("dev.tagfast.tag.overwritten", "dev.tagfast.tag.restored");
    assertThat(world.chat().received())
        .as("the tag is back by the time that somebody reads it")
        .anySatisfy(
            alert -> assertThat(alert.body()).contains("and push it again: the tag is put back."));
    assertThat(image()).endsWith("@" + accepted);
    assertThat(deliver("1.0.0", accepted).getString("reason"))
        .as("the registry tells of our own write")
        .isEqualTo("Unchanged");
  }

  @Test
  void aTagIsPutBackByTheKeptCopyWhereTheRegistryLostTheManifest() {
    policy("mode: Reject, restore: true");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    pusher.delete(repository, accepted);

    deliver("1.0.0", other);

    assertThat(types()).contains("dev.tagfast.tag.overwritten", "dev.tagfast.tag.restored");
    assertThat(pusher.look(repository, "1.0.0")).contains(accepted);
    assertThat(imageTags().getFirst().getStatus().displaced()).isEqualTo(Displaced.DROPPED);
  }

  @Test
  void anOverwriteThatCannotBeUndoneSinceTheRegistryLostItsBlobsIsAReportOfItsOwn() {
    policy("mode: Reject, restore: true");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    pusher.deleteWithBlobs(repository, accepted);

    deliver("1.0.0", other);

    assertThat(types()).contains("dev.tagfast.tag.overwritten", "dev.tagfast.tag.notrestored");
    assertThat(pusher.look(repository, "1.0.0")).contains(other);
    assertThat(imageTags().getFirst().getStatus().state()).isEqualTo(TagState.LOST);
  }

  @Test
  void anInvalidPolicyHoldsTheTagAndSaysSo() {
    subscribe("today");
    deliver("today", pusher.push(repository, "today", "margherita"));
    String before = image();
    // A schema cannot validate a regular expression, so this invalid one reaches Tagfast.
    policy("mode: Reject, tags: {regex: \"(\"}");

    JsonPath entry = deliver("today", pusher.push(repository, "today", "funghi"));

    assertThat(entry.getString("verdict")).isEqualTo("hold");
    assertThat(entry.getString("reason")).isEqualTo("PolicyInvalid");
    assertThat(image()).isEqualTo(before);
    assertThat(types()).contains("dev.tagfast.tag.held");
  }

  @Test
  void aDeploymentWhoseContainerWasRenamedIsPinnedUnderItsNewName() {
    subscribe("today");
    deliver("today", pusher.push(repository, "today", "margherita"));
    client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(repository)
        // A patch and not an edit, because the controllers write to the object at the same time.
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op":"replace","path":"/spec/template/spec/containers/0/name","value":"renamed"}]
            """);

    Digest funghi = pusher.push(repository, "today", "funghi");
    deliver("today", funghi);

    assertThat(image()).endsWith("@" + funghi);
  }

  @Test
  void thePushesOfAMultiArchImageAreOneRolloutOfTheIndex() {
    subscribe("1.0.0");
    Digest index = pusher.pushIndex(repository, "1.0.0", "quattro formaggi");

    for (String architecture : List.of("amd64", "arm64")) {
      Digest child = ImagePusher.child("quattro formaggi", architecture);
      assertThat(deliver("", child).getString("ignored")).isEqualTo("Untagged");
    }
    deliver("1.0.0", index);
    deliver("1.0.0", index);

    assertThat(image()).isEqualTo(reference("1.0.0") + "@" + index);
    assertThat(rollouts()).isEqualTo(1);
    assertThat(types()).doesNotContain("dev.tagfast.tag.overwritten");
  }

  @Test
  void aWebhookForEachManifestUnderTheSameTagIsOneRolloutOfTheIndex() {
    subscribe("today");
    Digest index = pusher.pushIndex(repository, "today", "margherita");
    Digest amd64 = ImagePusher.child("margherita", "amd64");
    Digest arm64 = ImagePusher.child("margherita", "arm64");

    for (Digest said : List.of(amd64, arm64, index)) {
      postGithub("today", said);
    }

    assertThat(image()).isEqualTo(reference("today") + "@" + index);
    assertThat(rollouts()).isEqualTo(1);
  }

  @Test
  void aSenderIsAnsweredWhenItsEventIsRecordedAndTheRestIsDoneAfterwards() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    world.sink().keepSilent();

    JsonPath entry = entry(postTo("hasty", "1.0.0", digest).then().statusCode(200));

    assertThat(entry.getString("observation")).isEqualTo("firstSeen");
    assertThat(entry.getString("verdict")).isEqualTo("accept");
    assertThat(entry.getString("reason")).isEqualTo("InHand");
    assertThat(imageTags()).as("recorded").hasSize(1);
    assertThat(deliver("1.0.0", digest).getString("reason")).isEqualTo("InHand");

    world.sink().answer(202);

    await()
        .until(
            this::types,
            told ->
                told.contains("dev.tagfast.tag.accepted")
                    && told.contains("dev.tagfast.rollout.started"));
    assertThat(image()).endsWith("@" + digest);
    await().until(() -> deliver("1.0.0", digest).getString("reason").equals("Unchanged"));
    assertThat(types()).doesNotHaveDuplicates();
  }
}

package dev.tagfast.intake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.gate.OddRegistry.Answer;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many pushes at once. */
@QuarkusTest
@WithTestResource(GateWorld.class)
class GateRaceTest {
  private static final int CLIENTS = 16;
  private static final int TAGS = 10;

  GateWorld world;
  @Inject TagLedger ledger;

  private final String repository = "race-" + UUID.randomUUID().toString().substring(0, 8);

  /** The first push is held back at the registry, so the second certainly comes meanwhile. */
  @Test
  void ofTwoFirstPushesTheOneThatReservedTheTagWins() throws Exception {
    CountDownLatch atRegistry = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Digest first = GateClient.digest("first");
    boolean[] stored = new boolean[1];
    world
        .odd()
        .answers(
            asked -> {
              if (asked.method().equals("PUT")) {
                atRegistry.countDown();
                waitFor(goOn);
                stored[0] = true;
                return Answer.of(201);
              }
              return stored[0]
                  ? new Answer(
                      200,
                      Map.of(
                          "Docker-Content-Digest",
                          first.value(),
                          "Content-Type",
                          "application/vnd.oci.image.manifest.v1+json"),
                      GateClient.manifest("first"))
                  : Answer.of(404);
            });
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
        GateClient gate = new GateClient("[::ffff:127.0.0.1]:" + world.port())) {
      Future<HttpResponse<String>> winner = both.submit(() -> put(gate, "first"));
      assertThat(atRegistry.await(30, TimeUnit.SECONDS)).isTrue();
      Future<HttpResponse<String>> loser = both.submit(() -> put(gate, "second"));
      goOn.countDown();

      assertThat(winner.get().statusCode()).isEqualTo(201);
      assertThat(loser.get().statusCode()).isEqualTo(403);
      assertThat(loser.get().body()).contains("DENIED", first.value());
    }
  }

  @Test
  void aPushThatWaitedForOneThatTheRegistryRefusesGoesOn() throws Exception {
    CountDownLatch atRegistry = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    world
        .odd()
        .answers(
            asked -> {
              if (!asked.method().equals("PUT")) {
                return Answer.of(404);
              }
              if (GateClient.digest("first").equals(digestOf(asked.body()))) {
                atRegistry.countDown();
                waitFor(goOn);
                return Answer.of(403);
              }
              return Answer.of(201);
            });
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
        GateClient gate = new GateClient("[::ffff:127.0.0.1]:" + world.port())) {
      Future<HttpResponse<String>> refused = both.submit(() -> put(gate, "first"));
      assertThat(atRegistry.await(30, TimeUnit.SECONDS)).isTrue();
      Future<HttpResponse<String>> waiting = both.submit(() -> put(gate, "second"));
      goOn.countDown();

      assertThat(refused.get().statusCode()).isEqualTo(403);
      assertThat(waiting.get().statusCode()).as("not wrongly refused").isEqualTo(201);
    }
  }

  @Test
  void ofSixteenClientsThatPushDifferentImagesOneWinsEachTagAndTheLedgerAgreesWithTheRegistry()
      throws Exception {
    try (ImagePusher registry = ImagePusher.to(world.silent().uri());
        GateClient gate = new GateClient("127.0.0.1:" + world.port());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        registry.push(repository, "blobs-" + client, "flavour " + client);
      }
      for (int round = 0; round < TAGS; round++) {
        String tag = "1.0." + round;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<HttpResponse<String>>> pushes = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          byte[] manifest = GateClient.manifest("flavour " + client);
          pushes.add(
              clients.submit(
                  () -> {
                    start.await();
                    return gate.put(repository, tag, manifest);
                  }));
        }
        start.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (Future<HttpResponse<String>> push : pushes) {
          statuses.add(push.get().statusCode());
        }

        assertThat(statuses).containsOnly(201, 403);
        assertThat(statuses).as(tag).filteredOn(status -> status == 201).hasSize(1);
        Digest shown = registry.look(repository, tag).orElseThrow();
        await()
            .untilAsserted(() -> assertThat(accepted(key(repository, tag))).containsExactly(shown));
      }
    }
  }

  @Test
  void noneOfManyPushesOfManyClientsIsLostOrWronglyRefused() throws Exception {
    try (ImagePusher registry = ImagePusher.to(world.silent().uri());
        GateClient gate = new GateClient("127.0.0.1:" + world.port());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Integer>>> all = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String own = repository + "/" + client;
        String flavour = "flavour " + client;
        registry.push(own, "blobs", flavour);
        all.add(
            clients.submit(
                () ->
                    Stream.iterate(0, i -> i < TAGS, i -> i + 1)
                        .map(i -> gate.put(own, "2.0." + i, GateClient.manifest(flavour, i)))
                        .map(HttpResponse::statusCode)
                        .toList()));
      }

      for (Future<List<Integer>> one : all) {
        assertThat(one.get()).hasSize(TAGS).containsOnly(201);
      }
      for (int client = 0; client < CLIENTS; client++) {
        String own = repository + "/" + client;
        for (int i = 0; i < TAGS; i++) {
          Digest digest = digestOf(GateClient.manifest("flavour " + client, i));
          TagKey key = key(own, "2.0." + i);
          assertThat(registry.look(own, key.tag().value())).hasValue(digest);
          await()
              .untilAsserted(
                  () -> {
                    assertThat(accepted(key)).containsExactly(digest);
                    assertThat(ledger.read(key).orElseThrow().entry().claims()).isEmpty();
                  });
        }
      }
    }
  }

  private HttpResponse<String> put(GateClient gate, String flavour) {
    return gate.put(
        repository, "1.0.0", GateClient.manifest(flavour), "X-Forwarded-Host", "odd.example");
  }

  private static Digest digestOf(byte[] body) {
    return dev.tagfast.manifest.ContentDigest.sha256(body);
  }

  private Stream<Digest> accepted(TagKey key) {
    return ledger.read(key).stream()
        .flatMap(read -> read.entry().accepted().stream())
        .map(AcceptedDigest::digest);
  }

  private TagKey key(String path, String tag) {
    return new TagKey(new Repository(world.silent().host(), path), new Tag(tag));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.tagfast.intake.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.gate.OddRegistry.Answer;
import dev.tagfast.intake.gate.OddRegistry.Asked;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.testing.MockApi;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate before registries that do what registries should not. */
@QuarkusTest
@WithTestResource(GateWorld.class)
class OddRegistryTest {
  private static final byte[] FIRST = GateClient.manifest("first");
  private static final Digest DIGEST = GateClient.digest("first");

  GateWorld world;
  @Inject TagLedger ledger;

  private final String repository = "odd-" + UUID.randomUUID().toString().substring(0, 8);
  private GateClient gate;

  @BeforeEach
  void open() {
    // An address by which no registry is known: the proxy in front tells the host.
    gate = new GateClient("[::ffff:127.0.0.1]:" + world.port());
  }

  @AfterEach
  void close() {
    gate.close();
    ((MockApi) world.api()).heal();
  }

  @Test
  void theRegistrySeesTheRequestAsItWasButForItsHops() {
    world.odd().answers(empty(Answer.of(201, Map.of("OCI-Subject", DIGEST.value()))));

    HttpResponse<String> pushed =
        put(
            "today",
            "Authorization",
            "Bearer of-the-client",
            "User-Agent",
            "crane/1",
            "X-Custom",
            "kept",
            "TE",
            "trailers",
            "Proxy-Authorization",
            "Basic secret");

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(pushed.headers().firstValue("OCI-Subject")).hasValue(DIGEST.value());
    Asked asked = pushes().getFirst();
    assertThat(asked.address()).isEqualTo("/v2/" + repository + "/manifests/today");
    assertThat(asked.body()).isEqualTo(FIRST);
    assertThat(asked.headers().get("Host")).containsExactly("odd.example");
    assertThat(asked.headers().get("Authorization")).containsExactly("Bearer of-the-client");
    assertThat(asked.headers().get("User-Agent")).containsExactly("crane/1");
    assertThat(asked.headers().get("X-Custom")).containsExactly("kept");
    assertThat(asked.headers().get("X-Forwarded-Proto")).containsExactly("http");
    assertThat(asked.headers()).doesNotContainKeys("Te", "Proxy-authorization");
  }

  @Test
  void aRedirectIsTheClientsToFollow() {
    world.odd().answers(empty(Answer.of(307, Map.of("Location", "http://elsewhere.example/"))));

    HttpResponse<String> redirected = put("today");

    assertThat(redirected.statusCode()).isEqualTo(307);
    assertThat(redirected.headers().firstValue("Location")).hasValue("http://elsewhere.example/");
  }

  @Test
  void aWebPageIsNoStoredManifest() {
    byte[] page = "<html>We are back soon</html>".getBytes(UTF_8);
    world.odd().answers(empty(new Answer(200, Map.of("Content-Type", "text/html"), page)));

    HttpResponse<String> answer = put("1.0.0");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("UNAVAILABLE", "web page").doesNotContain("<html>");
    await().untilAsserted(() -> assertThat(reserved("1.0.0")).as("the tag is free").isFalse());
  }

  @Test
  void anErrorOfTheRegistryIsPassedBackAndTheTagIsFreeAgain() {
    byte[] why = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"quota\"}]}".getBytes(UTF_8);
    world.odd().answers(empty(new Answer(403, Map.of("Content-Type", "application/json"), why)));

    HttpResponse<String> answer = put("1.0.0");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("quota");
    assertThat(entry("1.0.0")).as("nothing is left of the reservation").isEmpty();
  }

  @Test
  void aChallengeToPullAsksForTheRightToPushToo() {
    world
        .odd()
        .answers(
            _ ->
                Answer.of(
                    401,
                    Map.of(
                        "WWW-Authenticate",
                        "Bearer realm=\"https://auth.example/token\",scope=\"repository:"
                            + repository
                            + ":pull\"")));

    HttpResponse<String> answer = put("1.0.0");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("scope=\"repository:" + repository + ":pull,push\"");
    assertThat(entry("1.0.0")).isEmpty();
    assertThat(pushes()).isEmpty();
  }

  @Test
  void whoMayNotReadIsNotPassedOnUncheckedUnlessTheSettingSaysSo() {
    world.odd().answers(asked -> Answer.of(asked.method().equals("PUT") ? 201 : 403));

    assertThat(put("1.0.0").body()).contains("DENIED", "could not check it", "403");
    HttpResponse<String> lenient =
        gate.put(repository, "1.0.0", FIRST, "X-Forwarded-Host", "lenient.example");
    assertThat(lenient.statusCode()).isEqualTo(201);
    assertThat(lenient.headers().firstValue("Warning").orElseThrow())
        .contains("was passed on unchecked");
  }

  @Test
  void theLedgerIsAwayAndTheSettingSaysOpen() {
    ((MockApi) world.api()).refuse(".* .*/imagetags.*", 500);
    world.odd().answers(empty(Answer.of(201)));

    HttpResponse<String> lenient =
        gate.put(repository, "1.0.0", FIRST, "X-Forwarded-Host", "lenient.example");

    assertThat(lenient.statusCode()).isEqualTo(201);
    assertThat(lenient.headers().firstValue("Warning").orElseThrow())
        .startsWith("299 - \"")
        .contains("unchecked");
  }

  @Test
  void aRegistryThatHangsIsGivenUpAndTheTagStaysReservedForWhatItMayHaveTaken() {
    CountDownLatch theEnd = new CountDownLatch(1);
    world
        .odd()
        .answers(
            asked -> {
              if (asked.method().equals("PUT")) {
                waitFor(theEnd);
              }
              return Answer.of(404);
            });

    HttpResponse<String> answer = put("1.0.0");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("UNAVAILABLE", "no answer in time");
    assertThat(reserved("1.0.0")).isTrue();
    theEnd.countDown();
  }

  @Test
  void aRegistryThatIsAwayIsSaidToBe() {
    HttpResponse<String> answer =
        gate.put(repository, "today", FIRST, "X-Forwarded-Host", "away.example");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("did not reach the registry", "refused");
  }

  @Test
  void aHostThatIsNotListedIsNeverAsked() {
    world.odd().answers(_ -> Answer.of(201));

    HttpResponse<String> answer =
        gate.put(repository, "today", FIRST, "X-Forwarded-Host", "evil.example");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("knows no registry");
    assertThat(world.odd().asked()).isEmpty();
  }

  @Test
  void tagsOfAPushByDigestAreCheckedAndOnlyThoseThatTheRegistrySetAreRecorded() {
    world
        .odd()
        .answers(
            asked ->
                switch (asked.method()) {
                  case "PUT" ->
                      Answer.of(
                          201,
                          Map.of(
                              "OCI-Tag",
                              "1.0.0, smuggled",
                              "Docker-Content-Digest",
                              DIGEST.value()));
                  default ->
                      asked.address().endsWith("/1.0.0") && !pushes().isEmpty()
                          ? new Answer(
                              200,
                              Map.of(
                                  "Docker-Content-Digest",
                                  DIGEST.value(),
                                  "Content-Type",
                                  "application/vnd.oci.image.manifest.v1+json"),
                              FIRST)
                          : asked.address().endsWith(DIGEST.value())
                              ? new Answer(
                                  200,
                                  Map.of(
                                      "Docker-Content-Digest",
                                      DIGEST.value(),
                                      "Content-Type",
                                      "application/vnd.oci.image.manifest.v1+json"),
                                  FIRST)
                              : Answer.of(404);
                });

    HttpResponse<String> pushed = put(DIGEST.value() + "?tag=1.0.0&tag=2.0.0");

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(pushed.headers().allValues("OCI-Tag")).containsExactly("1.0.0");
    assertThat(pushes().getFirst().address())
        .isEqualTo("/v2/%s/manifests/%s?tag=1.0.0&tag=2.0.0".formatted(repository, DIGEST));
    await()
        .untilAsserted(
            () ->
                assertThat(entry("1.0.0").flatMap(TagEntry::accepted).map(AcceptedDigest::digest))
                    .hasValue(DIGEST));
    assertThat(entry("2.0.0")).as("the registry did not set it").isEmpty();

    int before = pushes().size();
    HttpResponse<String> refused =
        gate.put(
            repository,
            GateClient.digest("second") + "?tag=1.0.0&tag=3.0.0",
            GateClient.manifest("second"),
            "X-Forwarded-Host",
            "odd.example");
    assertThat(refused.statusCode()).as("all or nothing").isEqualTo(403);
    assertThat(pushes()).hasSize(before);
    assertThat(entry("3.0.0")).isEmpty();
  }

  private HttpResponse<String> put(String reference, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = "X-Forwarded-Host";
    headers[1] = "odd.example";
    System.arraycopy(more, 0, headers, 2, more.length);
    return gate.put(repository, reference, FIRST, headers);
  }

  private List<Asked> pushes() {
    return world.odd().asked().stream().filter(asked -> asked.method().equals("PUT")).toList();
  }

  /** Answers pushes so, and has no manifest. */
  private static java.util.function.Function<Asked, Answer> empty(Answer ofPush) {
    return asked -> asked.method().equals("PUT") ? ofPush : Answer.of(404);
  }

  private boolean reserved(String tag) {
    return entry(tag).filter(entry -> !entry.claims().isEmpty()).isPresent();
  }

  private Optional<TagEntry> entry(String tag) {
    return ledger
        .read(new TagKey(new Repository("odd.example", repository), new Tag(tag)))
        .map(TagLedger.Versioned::entry);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.tagfast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Entries;
import dev.tagfast.settings.Settings.AdmissionMode;
import dev.tagfast.settings.Settings.FailureMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionAnswerTest {
  private static final Digest DIGEST = Entries.digest(1);
  private static final NamespaceRules PIN = rules(AdmissionMode.PIN, false);
  private static final NamespaceRules ALWAYS = rules(AdmissionMode.PIN, true);
  private static final AdmissionReview POD =
      Reviews.pod(
          "{containers: [{name: 'oven', image: 'pizza:1'}, {name: 'side', image: 'cola'}]}");

  @Test
  void imagesArePinnedByAJsonPatch() {
    AdmissionAnswer answer = judged(POD, PIN, new ImageKnowledge.Shows(DIGEST, ""));

    JsonNode response = response(answer);
    assertThat(response.path("uid").asText()).isEqualTo("u1");
    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
    assertThat(response.has("status")).isFalse();
    assertThat(response.has("warnings")).isFalse();
    assertThat(patch(answer))
        .isEqualTo(
            Reviews.json(
                """
                [{op: 'replace', path: '/spec/containers/0/image', value: 'pizza:1@%1$s'},
                 {op: 'replace', path: '/spec/containers/1/image', value: 'cola:latest@%1$s'}]
                """
                    .formatted(DIGEST)));
  }

  @Test
  void theAnswerIsAReviewOfTheSameVersion() {
    JsonNode document = Reviews.json(AdmissionAnswer.unchanged(POD).document());

    assertThat(document)
        .isEqualTo(
            Reviews.json(
                "{apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: {uid: 'u1', allowed: true}}"));
  }

  @Test
  void aSecondCallChangesNothing() {
    AdmissionReview again =
        Reviews.pod(
            "{containers: [{name: 'oven', image: 'pizza:1@%s', imagePullPolicy: 'Always'}]}"
                .formatted(DIGEST));

    assertThat(judged(again, ALWAYS, new ImageKnowledge.Free()))
        .isEqualTo(AdmissionAnswer.unchanged(again));
  }

  @Test
  void severalRefusalsAreOneMessageAndPatchNothing() {
    AdmissionAnswer answer =
        answer(
            POD,
            ALWAYS,
            image ->
                image.name().equals("oven")
                    ? new ImageKnowledge.Shows(DIGEST, "careful")
                    : new ImageKnowledge.Quarantined("cola is in quarantine."));

    JsonNode response = response(answer);
    assertThat(response.path("allowed").asBoolean()).isFalse();
    assertThat(response.path("status"))
        .isEqualTo(
            Reviews.json("{code: 403, reason: 'Forbidden', message: 'cola is in quarantine.'}"));
    assertThat(response.has("patch")).isFalse();
    assertThat(response.path("warnings")).hasSize(1);
    assertThat(judged(POD, PIN, new ImageKnowledge.Quarantined("The same.")).message())
        .isEqualTo("The same.");
  }

  @Test
  void fiveHundredRefusalsAreAShortMessage() {
    AdmissionAnswer answer =
        answer(many(500), PIN, image -> new ImageKnowledge.Quarantined(image.text() + "."));

    assertThat(answer.message())
        .isEqualTo("pizza:0. pizza:1. pizza:2. pizza:3. pizza:4. And 495 more.");
    assertThat(
            answer(many(5), PIN, image -> new ImageKnowledge.Quarantined(image.text() + "."))
                .message())
        .doesNotContain("more");
  }

  @Test
  void inAuditItIsOnlySaidWhatWouldBeDone() {
    NamespaceRules audit = rules(AdmissionMode.AUDIT, true);
    AdmissionAnswer answer =
        answer(
            POD,
            audit,
            image ->
                image.name().equals("oven")
                    ? new ImageKnowledge.Shows(DIGEST, "careful")
                    : new ImageKnowledge.Quarantined("cola is in quarantine."));

    assertThat(answer.isAllowed()).isTrue();
    assertThat(answer.patch()).isEmpty();
    assertThat(answer.audited()).containsExactly("cola is in quarantine.");
    assertThat(warnings(answer))
        .containsExactly(
            "tagfast: pizza:1 (oven) would be pinned: pizza:1@" + DIGEST,
            "tagfast: careful",
            "tagfast: would be refused: cola is in quarantine.");
  }

  @ParameterizedTest
  @CsvSource({"OPEN, true, was let through unchecked: away", "CLOSED, false, could not be checked"})
  void whatCouldNotBeAskedPassesOrNotAndItIsSaid(FailureMode fail, boolean allowed, String words) {
    AdmissionAnswer answer = judged(POD, PIN, new ImageKnowledge.CouldNotAsk("away", fail));

    assertThat(answer.isAllowed()).isEqualTo(allowed);
    assertThat(answer.patch()).isEmpty();
    assertThat(allowed ? answer.warnings().getFirst() : answer.message())
        .contains("pizza:1 (oven)", words);
  }

  @Test
  void anUnknownImageIsLeftWithAWarning() {
    AdmissionAnswer answer = judged(POD, PIN, new ImageKnowledge.Unknown("no such tag"));

    assertThat(answer.patch()).isEmpty();
    assertThat(answer.warnings())
        .containsExactly(
            "pizza:1 (oven) is not pinned: no such tag", "cola (side) is not pinned: no such tag");
  }

  @Test
  void whatIsNoReferenceIsNeverPatched() {
    AdmissionReview review = Reviews.pod("{containers: [{name: 'oven', image: ' pizza:1'}]}");

    assertThat(judged(review, PIN, new ImageKnowledge.Shows(DIGEST, "")).patch()).isEmpty();
  }

  @Test
  void thePullPolicyIsSetWhereItIsNotAlways() {
    AdmissionReview review =
        Reviews.pod(
            """
            {initContainers: [{name: 'i', image: 'a', imagePullPolicy: 'Always', restartPolicy: 'Always'}],
             containers: [{name: 'c', image: 'b', imagePullPolicy: 'IfNotPresent'}, {name: 'd', image: 'e'}],
             volumes: [{name: 'v', image: {reference: 'm', pullPolicy: 'Never'}}]}
            """);

    assertThat(patch(judged(review, ALWAYS, new ImageKnowledge.Free())))
        .isEqualTo(
            Reviews.json(
                """
                [{op: 'add', path: '/spec/containers/0/imagePullPolicy', value: 'Always'},
                 {op: 'add', path: '/spec/containers/1/imagePullPolicy', value: 'Always'},
                 {op: 'add', path: '/spec/volumes/0/image/pullPolicy', value: 'Always'}]
                """));
    assertThat(judged(review, PIN, new ImageKnowledge.Free()).patch()).isEmpty();
  }

  @Test
  void itMayBeSetInsteadOfPinning() {
    assertThat(judged(POD, rules(AdmissionMode.OFF, true), new ImageKnowledge.Free()).patch())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"'', Pod, 1", "batch, Job, 1", "apps, Deployment, 2", "batch, CronJob, 2"})
  void ofAPodOrJobThatExistsThePullPolicyCannotChange(String group, String kind, int operations) {
    AdmissionReview review =
        Reviews.updated(group, kind, everywhere("pizza:1"), everywhere("pizza:2"));

    assertThat(judged(review, ALWAYS, new ImageKnowledge.Shows(DIGEST, "")).patch())
        .hasSize(operations);
  }

  @Test
  void anEphemeralContainerIsNewAndGetsThePullPolicy() {
    var document =
        Reviews.document(
            "", "Pod", "{spec: {ephemeralContainers: [{name: 'debug', image: 'busybox'}]}}");
    Reviews.request(document)
        .put("operation", "UPDATE")
        .put("subResource", "ephemeralcontainers")
        .set("oldObject", Reviews.json("{spec: {}}"));

    assertThat(
            judged(AdmissionReview.parse(document), ALWAYS, new ImageKnowledge.Shows(DIGEST, ""))
                .patch())
        .extracting(operation -> operation.path())
        .containsExactly(
            "/spec/ephemeralContainers/0/image", "/spec/ephemeralContainers/0/imagePullPolicy");
  }

  @Test
  void warningsAreAsManyAndAsLongAsTheApiServerKeeps() {
    AdmissionAnswer answer =
        answer(
            many(500),
            PIN,
            image -> new ImageKnowledge.Shows(DIGEST, image.text() + " " + "x".repeat(300)));

    assertThat(warnings(answer))
        .hasSize(15)
        .endsWith("tagfast: and 486 more")
        .allMatch(warning -> warning.length() <= 256);
    assertThat(warnings(answer).getFirst()).startsWith("tagfast: pizza:0 x").endsWith("x…");
    assertThat(String.join("", warnings(answer)).length()).isLessThanOrEqualTo(4096);
  }

  @Test
  void fifteenWarningsAreAllShown() {
    AdmissionAnswer answer =
        answer(many(15), PIN, image -> new ImageKnowledge.Shows(DIGEST, image.text()));

    assertThat(warnings(answer)).hasSize(15).endsWith("tagfast: pizza:14");
  }

  @Test
  void aCutLeavesCharactersWhole() {
    for (int i = 0; i < 4; i++) {
      AdmissionAnswer answer =
          judged(POD, PIN, new ImageKnowledge.Shows(DIGEST, "x".repeat(i) + "🍕".repeat(200)));

      assertThat(warnings(answer).getFirst())
          .endsWith("🍕…")
          .satisfies(
              text -> assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue());
    }
  }

  private static AdmissionReview many(int count) {
    return Reviews.pod(
        IntStream.range(0, count)
            .mapToObj("{name: 'c%1$d', image: 'pizza:%1$d'}"::formatted)
            .collect(Collectors.joining(",", "{containers: [", "]}")));
  }

  /** An object whose pods stand in all places at once, so that it is of every kind. */
  private static String everywhere(String image) {
    String pods = "containers: [{name: 'oven', image: '" + image + "'}]";
    return "{spec: {%1$s, template: {spec: {%1$s}}, jobTemplate: {spec: {template: {spec: {%1$s}}}}}}"
        .formatted(pods);
  }

  private static AdmissionAnswer judged(
      AdmissionReview review, NamespaceRules rules, ImageKnowledge knowledge) {
    return answer(review, rules, _ -> knowledge);
  }

  private static AdmissionAnswer answer(
      AdmissionReview review,
      NamespaceRules rules,
      Function<ReviewedImage, ImageKnowledge> knowledge) {
    Map<ReviewedImage, ImageVerdict> verdicts = new LinkedHashMap<>();
    AdmissionScope.of(review, Optional.empty())
        .forEach(image -> verdicts.put(image, AdmissionJudge.judge(image, knowledge.apply(image))));
    return AdmissionAnswer.of(review, rules, verdicts);
  }

  private static NamespaceRules rules(AdmissionMode mode, boolean alwaysPull) {
    return new NamespaceRules(mode, FailureMode.OPEN, alwaysPull);
  }

  private static JsonNode response(AdmissionAnswer answer) {
    return Reviews.json(answer.document()).path("response");
  }

  private static JsonNode patch(AdmissionAnswer answer) {
    byte[] patch = Base64.getDecoder().decode(response(answer).path("patch").asText());
    return Reviews.json(new String(patch, StandardCharsets.UTF_8));
  }

  private static List<String> warnings(AdmissionAnswer answer) {
    List<String> warnings = new ArrayList<>();
    response(answer).path("warnings").forEach(each -> warnings.add(each.asText()));
    return warnings;
  }
}

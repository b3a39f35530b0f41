package dev.tagfast.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who approves is who the API server says. */
class ApprovalReviewTest {
  @Test
  void aNameThatNobodyWroteIsFilledIn() {
    JsonNode answer = review("CREATE", "alice", "{\"tag\":\"x:1\"}", "null");

    assertThat(answer.path("uid").asText()).isEqualTo("705ab4f5");
    assertThat(answer.path("allowed").asBoolean()).isTrue();
    assertThat(patch(answer))
        .isEqualTo("[{\"op\":\"add\",\"path\":\"/spec/by\",\"value\":\"alice\"}]");
  }

  @Test
  void aNameWithQuotesDoesNotEscapeFromThePatch() {
    assertThat(patch(review("CREATE", "a\\\"},{\\\"op\\\":\\\"remove", "{}", "null")))
        .isEqualTo(
            "[{\"op\":\"add\",\"path\":\"/spec/by\",\"value\":\"a\\\"},{\\\"op\\\":\\\"remove\"}]");
  }

  @Test
  void onesOwnNameIsLeft() {
    JsonNode answer = review("CREATE", "alice", "{\"by\":\"alice\"}", "null");

    assertThat(answer.path("allowed").asBoolean()).isTrue();
    assertThat(answer.has("patch")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "Alice", "alice ", "system:serviceaccount:tagfast:tagfast"})
  void anotherNameIsRefusedWithTheWayOut(String claimed) {
    JsonNode answer = review("CREATE", "alice", "{\"by\":\"" + claimed + "\"}", "null");

    assertThat(answer.path("allowed").asBoolean()).isFalse();
    assertThat(answer.path("status").path("code").asInt()).isEqualTo(403);
    assertThat(answer.path("status").path("message").asText())
        .contains("alice creates the approval", "Leave spec.by out");
  }

  @Test
  void whereTheApiServerNamesNobodyNothingIsApproved() {
    assertThat(review("CREATE", "", "{\"by\":\"alice\"}", "null").path("allowed").asBoolean())
        .isFalse();
  }

  @Test
  void whoAppliesTheFileAgainKeepsTheNameThatWasFilledIn() {
    JsonNode answer = review("UPDATE", "argocd", "{\"tag\":\"x:1\"}", "{\"by\":\"alice\"}");

    assertThat(patch(answer)).contains("\"value\":\"alice\"");
  }

  @Test
  void anUpdateFillsInNoNewName() {
    assertThat(review("UPDATE", "mallory", "{\"tag\":\"x:1\"}", "{}").has("patch")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"x\""})
  void whatHasNoSpecIsLeftToTheSchema(String spec) {
    JsonNode answer = review("CREATE", "alice", spec, "null");

    assertThat(answer.path("allowed").asBoolean()).isTrue();
    assertThat(answer.has("patch")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{\"uid\":\"x\"}}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v2\",\"request\":{}}"
      })
  void whatIsNoReviewIsSaidToBeNone(String document) {
    assertThatThrownBy(() -> AdmissionReview.parse(json(document)))
        .isInstanceOf(UnreadableReview.class)
        .hasMessageContaining("admission.k8s.io/v");
  }

  private static JsonNode review(String operation, String user, String spec, String before) {
    AdmissionReview asked =
        AdmissionReview.parse(
            json(
                """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{
                  "uid":"705ab4f5","operation":"%s","userInfo":{"username":"%s"},
                  "object":{"spec":%s},"oldObject":{"spec":%s}}}"""
                    .formatted(operation, user, spec, before)));
    return json(ApprovalReview.answer(asked).document()).path("response");
  }

  private static String patch(JsonNode response) {
    return new String(
        Base64.getDecoder().decode(response.path("patch").asText()), StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

package dev.tagfast.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.admission.AdmissionReview.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewTest {
  @Test
  void aReviewIsReadWhole() {
    ObjectNode document = Reviews.document("apps", "Deployment", "{metadata: {}}");
    Reviews.request(document).put("dryRun", true).put("subResource", "scale");

    AdmissionReview review = AdmissionReview.parse(document);

    assertThat(review.uid()).isEqualTo("u1");
    assertThat(review.group()).isEqualTo("apps");
    assertThat(review.kind()).isEqualTo("Deployment");
    assertThat(review.apiVersion()).isEqualTo("apps/v1");
    assertThat(review.subresource()).isEqualTo("scale");
    assertThat(review.operation()).isEqualTo(Operation.CREATE);
    assertThat(review.namespace()).isEqualTo("kitchen");
    assertThat(review.dryRun()).isTrue();
    assertThat(review.user()).isEqualTo("chef");
    assertThat(review.object().isObject()).isTrue();
    assertThat(review.before().isMissingNode()).isTrue();
    assertThat(review.about()).isEqualTo("Deployment kitchen/pizza");
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void everyOperationOfTheApiIsRead(Operation operation) {
    ObjectNode document = Reviews.document("", "Pod", "null");
    Reviews.request(document).put("operation", operation.name());

    assertThat(AdmissionReview.parse(document).operation()).isEqualTo(operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "'review'",
        "7",
        "{kind: 'AdmissionReview'}",
        "{kind: 'Pod', apiVersion: 'admission.k8s.io/v1'}",
        "{apiVersion: 'admission.k8s.io/v1'}"
      })
  void whatIsNoReviewIsCalledSo(String text) {
    assertThatThrownBy(() -> AdmissionReview.parse(Reviews.json(text)))
        .isInstanceOf(UnreadableReview.class)
        .hasMessage("This is no AdmissionReview of admission.k8s.io/v1.");
  }

  @Test
  void anotherVersionIsRefusedByNameAndWithTheWayOut() {
    ObjectNode document = Reviews.document("", "Pod", "{}");
    document.put("apiVersion", "admission.k8s.io/v1beta1\n");

    assertThatThrownBy(() -> AdmissionReview.parse(document))
        .isInstanceOf(UnreadableReview.class)
        .hasMessageContaining("admission.k8s.io/v1beta1\uFFFD is not understood")
        .hasMessageContaining("admissionReviewVersions: [v1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "{uid: ''}", "{uid: null, operation: 'CREATE'}"})
  void aReviewWithoutUidCannotBeAnswered(String request) {
    ObjectNode document = Reviews.document("", "Pod", "{}");
    document.set("request", Reviews.json(request));

    assertThatThrownBy(() -> AdmissionReview.parse(document))
        .isInstanceOf(UnreadableReview.class)
        .hasMessage("The AdmissionReview has no request.uid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PATCH", "create"})
  void anUnknownOperationIsRefusedByName(String word) {
    ObjectNode document = Reviews.document("", "Pod", "{}");
    Reviews.request(document).put("operation", word);

    assertThatThrownBy(() -> AdmissionReview.parse(document))
        .isInstanceOf(UnreadableReview.class)
        .hasMessageContaining("request.operation is `" + word + "`");
  }

  @Test
  void anObjectThatGetsItsNameLaterIsCalledByItsPrefix() {
    ObjectNode document = Reviews.document("", "Pod", "{metadata: {generateName: 'pizza-7f-'}}");
    Reviews.request(document).remove("name");

    assertThat(AdmissionReview.parse(document).about()).isEqualTo("Pod kitchen/pizza-7f-");
  }

  @Test
  void aNameThatForgesALogLineIsCleaned() {
    ObjectNode document = Reviews.document("", "Pod", "{}");
    Reviews.request(document)
        .put("name", "pizza\nERROR")
        .putObject("userInfo")
        .put("username", "a\u202eb");

    AdmissionReview review = AdmissionReview.parse(document);

    assertThat(review.about()).isEqualTo("Pod kitchen/pizza\uFFFDERROR");
    assertThat(review.who()).isEqualTo("a\uFFFDb");
  }
}

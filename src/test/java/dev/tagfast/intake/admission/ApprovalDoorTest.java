package dev.tagfast.intake.admission;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** {@code POST /admission/approval}, as the API server calls it. */
@QuarkusTest
@WithTestResource(AdmissionWorld.class)
class ApprovalDoorTest {
  @Test
  void whoApprovesIsFilledIn() {
    post(review("{\"tag\":\"nginx:1\"}"))
        .statusCode(200)
        .contentType("application/json")
        .body("apiVersion", equalTo("admission.k8s.io/v1"))
        .body("response.uid", equalTo("705ab4f5"))
        .body("response.allowed", is(true))
        .body("response.patch", notNullValue());
  }

  @Test
  void anotherNameIsRefusedInTheAnswerItself() {
    post(review("{\"by\":\"bob\"}"))
        .statusCode(200)
        .body("response.allowed", is(false))
        .body("response.status.message", containsString("alice creates the approval"));
  }

  @Test
  void whatIsNoReviewIsAnsweredWith400() {
    post("{}").statusCode(400).body("detail", containsString("admission.k8s.io/v1"));
    post("not JSON").statusCode(400);
    post("").statusCode(400);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    post(review("{\"reason\":\"" + "x".repeat(11 * 1024 * 1024) + "\"}")).statusCode(413);
  }

  @Test
  void onlyPostIsTaken() {
    given().get("/admission/approval").then().statusCode(405).header("Allow", "POST");
  }

  private static String review(String spec) {
    return """
           {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{
             "uid":"705ab4f5","operation":"CREATE","userInfo":{"username":"alice"},
             "object":{"spec":%s}}}"""
        .formatted(spec);
  }

  private static ValidatableResponse post(String body) {
    return given().contentType("application/json").body(body).post("/admission/approval").then();
  }
}

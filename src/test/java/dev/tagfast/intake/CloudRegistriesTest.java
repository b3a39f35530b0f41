package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.PushEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents of registries reach the pipeline as the same events through both doors. */
@QuarkusTest
@TestProfile(CloudRegistriesTest.Clouds.class)
class CloudRegistriesTest {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  @Inject RecordingPipeline pipeline;

  /** Lists a registry for each of the samples. */
  public static class Clouds extends IntakeProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
      settings.put("tagfast.registries.azure.host", "oven.azurecr.io");
      settings.put(
          "tagfast.registries.amazon.host", "123456789012.dkr.ecr.eu-west-1.amazonaws.com");
      settings.put("tagfast.registries.google.host", "europe-docker.pkg.dev");
      settings.put("tagfast.registries.own.host", "oven.example:5000");
      settings.put("tagfast.events.registries", "azure,amazon,google,own,local");
      settings.put("tagfast.sources.any.format", "auto");
      settings.put("tagfast.sources.any.secret", "sage");
      settings.put("tagfast.sources.any.default-registry", "local");
      settings.put("tagfast.sources.azure.format", "acr");
      settings.put("tagfast.sources.azure.secret", "sage");
      return settings;
    }
  }

  @BeforeEach
  void forget() {
    pipeline.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "acr/push-tagged, Microsoft.ContainerRegistry.ImagePushed, /oven,"
        + " oven.azurecr.io/kitchen/pizza:2018-05-12, PUSH, e-1",
    "ecr/push-tagged, dev.knative.eventing.aws-sqs, dev.knative.eventing.aws-sqs-source,"
        + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/kitchen/pizza:2018-05-12, PUSH,"
        + " bridge-0001",
    "ecr/delete-tag, com.amazon.events.event, arn:aws:events:eu-west-1:123456789012:event-bus/b,"
        + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/kitchen/pizza:2018-05-12, DELETE,"
        + " bridge-0001",
    "ecr/transformed, com.amazon.ecr.image.push, urn:aws:ecr:eu-west-1:123456789012:repository/a,"
        + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/kitchen/pizza:2018-05-12, PUSH, e-1",
    "gar/push-tagged, google.cloud.pubsub.topic.v1.messagePublished, //pubsub.googleapis.com/t,"
        + " europe-docker.pkg.dev/kitchen/ovens/pizza:2018-05-12, PUSH, 1001",
    "gar/delete-tag, google.cloud.pubsub.topic.v1.messagePublished, //pubsub.googleapis.com/t,"
        + " europe-docker.pkg.dev/kitchen/ovens/pizza:2018-05-12, DELETE, 1001",
    "cdevents/published-tagged, dev.cdevents.artifact.published.0.2.0, /build,"
        + " oven.example:5000/kitchen/pizza:2018-05-12, PUSH, cd-0001",
    "generic/push, container.image.push, /build,"
        + " oven.example:5000/kitchen/pizza:2018-05-12, PUSH, e-1",
  })
  void anEventMeansTheSameByBothDoorsAndInEveryMode(
      String sample, String type, String source, String tag, PushEvent.Action action, String id)
      throws Exception {
    String data = sampleText(sample);
    String structured =
        "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"type\":\"%s\",\"source\":\"%s\",\"data\":%s}"
            .formatted(type, source, data);

    for (String path : new String[] {"/", "/webhooks/any"}) {
      String secret = path.equals("/") ? "rosemary" : "sage";
      assertAccepted(
          post(
              path,
              data,
              "Authorization",
              secret,
              "Content-Type",
              "application/json",
              "ce-specversion",
              "1.0",
              "ce-id",
              "e-1",
              "ce-type",
              type,
              "ce-source",
              source));
      assertAccepted(post(path, structured, "Authorization", secret, "Content-Type", STRUCTURED));
      assertAccepted(
          post(path, "[" + structured + "]", "Authorization", secret, "Content-Type", BATCH));
    }

    assertThat(pipeline.handled()).hasSize(6);
    assertThat(pipeline.handled())
        .allSatisfy(
            event -> {
              assertThat(event.key()).hasToString(tag);
              assertThat(event.action()).isEqualTo(action);
              assertThat(event.id()).hasValue(id);
            });
  }

  /** zot names no host, and only a source has a default registry. */
  @ParameterizedTest
  @CsvSource({"zot/push-tagged, image.updated, PUSH", "zot/delete-tag, image.deleted, DELETE"})
  void zotSpeaksOfTheSourcesRegistry(String sample, String type, PushEvent.Action action)
      throws Exception {
    assertAccepted(
        post(
            "/webhooks/any",
            sampleText(sample),
            "Authorization",
            "Bearer sage",
            "Content-Type",
            "application/json",
            "Ce-Specversion",
            "1.0",
            "Ce-Id",
            "z-1",
            "Ce-Source",
            "zotregistry.dev",
            "Ce-Type",
            "zotregistry." + type,
            "Ce-Channel",
            "menu"));

    assertThat(pipeline.handled()).hasSize(1);
    assertThat(pipeline.handled().getFirst().key())
        .hasToString("localhost:5001/kitchen/pizza:2018-05-12");
    assertThat(pipeline.handled().getFirst().action()).isEqualTo(action);
  }

  @Test
  void anEventInPlainJsonIsOneToo() throws Exception {
    assertAccepted(
        post(
            "/webhooks/any",
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"type\":\"com.amazon.ecr.image.push\","
                + "\"source\":\"urn:aws:ecr:eu-west-1:123456789012:repository/kitchen/pizza\","
                + "\"data\":"
                + sampleText("ecr/transformed")
                + "}",
            "Authorization",
            "sage",
            "Content-Type",
            "application/json"));

    assertThat(pipeline.handled()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "azure"})
  void eventGridsQuestionIsAnsweredAndNothingElse(String source) throws Exception {
    HttpResponse<String> answer =
        post(
            "/webhooks/" + source,
            sampleText("acr/grid-validation"),
            "Authorization",
            "sage",
            "Content-Type",
            "application/json; charset=utf-8",
            "aeg-event-type",
            "SubscriptionValidation");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"oregano-and-basil\"}");
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void aStrangersQuestionIsNotAnswered() throws Exception {
    HttpResponse<String> answer =
        post(
            "/webhooks/azure",
            sampleText("acr/grid-validation"),
            "Content-Type",
            "application/json");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("oregano");
  }

  @Test
  void theQuestionOfCloudEventsIsAnsweredByOptions() throws Exception {
    HttpResponse<String> answer =
        new Http(RestAssured.port)
            .send(
                "OPTIONS",
                "/webhooks/azure",
                new byte[0],
                "WebHook-Request-Origin",
                "eventgrid.azure.net",
                "WebHook-Request-Rate",
                "120");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("WebHook-Allowed-Origin"))
        .hasValue("eventgrid.azure.net");
    assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).isPresent();
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST");
  }

  private static void assertAccepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws Exception {
    return new Http(RestAssured.port)
        .send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static String sampleText(String sample) throws Exception {
    try (InputStream in =
        CloudRegistriesTest.class.getResourceAsStream("/events/" + sample + ".json")) {
      return new String(Objects.requireNonNull(in, sample).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

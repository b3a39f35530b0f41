package dev.tagfast.report.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.ledger.kubernetes.ImageTagUids;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import dev.tagfast.report.Report;
import dev.tagfast.report.Samples;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.TestSettings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesEventReporterTest {
  private static final Settings ON = TestSettings.of(Map.of());
  private static final Settings OFF =
      TestSettings.of(Map.of("tagfast.report.cluster-events", "false"));
  private static final ImageTagObject OBJECT = new ImageTagObject("tagfast", "pizza-0123");
  private static final Report STARTED =
      Samples.rollout(ReportKind.ROLLOUT_STARTED, Reason.ROLLOUT_STARTED);

  private KubernetesMockServer server;
  private KubernetesClient client;

  @BeforeEach
  void open() {
    Map<ServerRequest, Queue<ServerResponse>> stubs = new HashMap<>();
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), stubs, new KubernetesMixedDispatcher(stubs), false);
    server.init();
    client = server.createClient();
  }

  @AfterEach
  void close() {
    client.close();
    server.destroy();
  }

  @Test
  void aRolloutIsToldOnItsWorkload() {
    assertThat(reporter(ON).deliver(STARTED)).isEqualTo(new Delivered());

    Event event = events("shop").getFirst();
    assertThat(event.getMetadata().getName()).isEqualTo("tagfast." + STARTED.id());
    assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("apps/v1");
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("Deployment");
    assertThat(event.getInvolvedObject().getName()).isEqualTo("pizza");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-of-pizza");
    assertThat(event.getType()).isEqualTo("Normal");
    assertThat(event.getReason()).isEqualTo("RolloutStarted");
    assertThat(event.getReportingComponent()).isEqualTo("tagfast");
    assertThat(event.getMessage())
        .startsWith("`Deployment/shop/pizza` (container `web`) is being rolled out: ");
  }

  @Test
  void anOverwriteIsAWarningOnTheImageTagWithItsUid() {
    String uid = imageTag();

    assertThat(reporter(ON).deliver(Samples.overwritten())).isEqualTo(new Delivered());

    Event event = events("tagfast").getFirst();
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("ImageTag");
    assertThat(event.getInvolvedObject().getName()).isEqualTo("pizza-0123");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo(uid).isNotBlank();
    assertThat(event.getMessage()).contains("kubectl annotate --overwrite imagetag pizza-0123");
  }

  @Test
  void aTagThatTheRegistryRefusesToShowIsAWarningWithTheReason() {
    imageTag();
    String why = "HEAD registry.example:5000/pizza:2018-05-12 was sent for a token to elsewhere";
    Report withheld =
        Samples.report(
            ReportKind.TAG_WITHHELD, Reason.REGISTRY_DENIED, "mallory", why, Optional.empty());

    assertThat(reporter(ON).deliver(withheld)).isEqualTo(new Delivered());

    Event event = events("tagfast").getFirst();
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("RegistryDenied");
    assertThat(event.getMessage()).contains("refuses to show the tag", why);
  }

  @Test
  void aRepeatIsNoSecondEvent() {
    reporter(ON).deliver(STARTED);

    assertThat(reporter(ON).deliver(STARTED)).isEqualTo(new Delivered());
    assertThat(events("shop")).hasSize(1);
  }

  @Test
  void aMessageFitsTheLimitOfTheApi() {
    imageTag();
    reporter(ON).deliver(Samples.overwritten("m".repeat(500), "d".repeat(5_000)));

    assertThat(events("tagfast").getFirst().getMessage()).hasSizeLessThanOrEqualTo(1_024);
  }

  @Test
  void aMessageSaysWhatIsKnownOfTheImagesAndKeepsTheAdvice() {
    imageTag();
    ManifestFacts image =
        Samples.index(
            Samples.build("https://github.com/shop/pizza", "3f2a9c1", "2026-11-20", "1.4.2"),
            "linux/amd64");

    reporter(ON).deliver(Samples.with(Samples.overwritten(), image, image));
    reporter(ON)
        .deliver(
            Samples.with(
                Samples.report(
                    ReportKind.TAG_NOT_RESTORED,
                    Reason.RESTORE_FAILED,
                    "m".repeat(128),
                    "d".repeat(253),
                    Optional.empty()),
                image,
                image));

    assertThat(events("tagfast"))
        .extracting(Event::getMessage)
        .allSatisfy(
            message ->
                assertThat(message)
                    .hasSizeLessThanOrEqualTo(1_024)
                    .contains("If it is not, push the accepted image again."))
        .anySatisfy(
            message ->
                assertThat(message).contains("commit `3f2a9c1` of `https://github.com/shop/pizza`"))
        .anySatisfy(message -> assertThat(message).doesNotContain("of `https://"));
  }

  @Test
  void withoutAnImageTagThereIsNothingToTellItOn() {
    assertThat(reporter(ON).deliver(Samples.overwritten())).isEqualTo(new NotApplicable());
    assertThat(
            new KubernetesEventReporter(ON, () -> client, _ -> Optional.empty(), new ImageTagUids())
                .deliver(Samples.overwritten()))
        .isEqualTo(new NotApplicable());
  }

  @Test
  void switchedOffItNeverTouchesTheClient() {
    KubernetesEventReporter off =
        new KubernetesEventReporter(
            OFF,
            () -> {
              throw new AssertionError("no cluster, no client");
            },
            _ -> Optional.of(OBJECT),
            new ImageTagUids());

    assertThat(off.deliver(STARTED)).isEqualTo(new NotApplicable());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void aRefusalIsNotOwedForEver(int code) {
    answer(code);

    assertThat(reporter(ON).deliver(STARTED))
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.why()).contains("" + code, "namespace shop"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 504})
  void aBusyApiServerIsAskedOnceAndTheReportStaysOwed(int code) {
    answer(code);

    assertThat(reporter(ON).deliver(STARTED)).isInstanceOf(Undelivered.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anApiServerThatIsGoneOwesTheReport() {
    server.destroy();

    assertThat(reporter(ON).deliver(STARTED))
        .isEqualTo(new Undelivered("the API server could not be reached to write an Event"));
  }

  private KubernetesEventReporter reporter(Settings settings) {
    return new KubernetesEventReporter(
        settings, () -> client, _ -> Optional.of(OBJECT), new ImageTagUids());
  }

  private List<Event> events(String namespace) {
    return client.v1().events().inNamespace(namespace).list().getItems();
  }

  private void answer(int code) {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/shop/events")
        .andReturn(code, new StatusBuilder().withCode(code).withMessage("stub").build())
        .always();
  }

  private String imageTag() {
    return client
        .genericKubernetesResources(
            new ResourceDefinitionContext.Builder()
                .withGroup("tagfast.dev")
                .withVersion("v1alpha1")
                .withKind("ImageTag")
                .withPlural("imagetags")
                .withNamespaced(true)
                .build())
        .inNamespace("tagfast")
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("tagfast.dev/v1alpha1")
                .withKind("ImageTag")
                .withNewMetadata()
                .withName("pizza-0123")
                .withNamespace("tagfast")
                .endMetadata()
                .build())
        .create()
        .getMetadata()
        .getUid();
  }
}

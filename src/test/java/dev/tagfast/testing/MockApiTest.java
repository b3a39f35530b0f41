package dev.tagfast.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a real API server and fabric8's mock differ, {@link MockApi} must side with the former. */
class MockApiTest {
  private final MockApi api = MockApi.start();
  private final Resource<ConfigMap> menu = api.client().configMaps().withName("menu");

  @BeforeEach
  void cook() {
    api.client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("menu")
                .addToLabels("day", "today")
                .endMetadata()
                .addToData("pizza", "four cheeses")
                .build())
        .create();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aMergePatchTakesAwayWhatIsNull() {
    patch(PatchType.JSON_MERGE, "{\"metadata\":{\"labels\":{\"day\":null}},\"data\":null}");

    assertThat(menu.get().getMetadata().getLabels()).isNullOrEmpty();
    assertThat(menu.get().getData()).isNullOrEmpty();
  }

  @Test
  void aMergePatchReplacesLists() {
    patch(
        PatchType.JSON_MERGE, "{\"metadata\":{\"finalizers\":[\"a.example/x\",\"a.example/y\"]}}");
    patch(PatchType.JSON_MERGE, "{\"metadata\":{\"finalizers\":[\"a.example/z\"]}}");

    assertThat(menu.get().getMetadata().getFinalizers()).containsExactly("a.example/z");
  }

  @Test
  void whatIsNotThereIsSaidByNameAndAnUnknownPathIsNot() {
    assertThatThrownBy(() -> api.client().configMaps().withName("bill").require())
        .cause()
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            answer -> assertThat(answer.getStatus().getDetails().getName()).isEqualTo("bill"));

    api.withoutCrd("configmaps", true);

    assertThatThrownBy(menu::require)
        .cause()
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            answer -> assertThat(answer.getStatus().getDetails()).isNull());
  }

  @Test
  void aStaleMergePatchIsAConflict() {
    assertThatThrownBy(
            () -> patch(PatchType.JSON_MERGE, "{\"metadata\":{\"resourceVersion\":\"0\"}}"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void aJsonPatchWhoseTestFailsIsInvalidAndChangesNothing() {
    assertThatThrownBy(
            () ->
                patch(
                    PatchType.JSON,
                    """
                    [{"op":"test","path":"/data/pizza","value":"margherita"},
                     {"op":"replace","path":"/data/pizza","value":"funghi"}]
                    """))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(422));
    assertThat(menu.get().getData()).isEqualTo(Map.of("pizza", "four cheeses"));
  }

  @Test
  void aDeleteWithAnotherVersionIsAConflict() {
    assertThatThrownBy(() -> menu.lockResourceVersion("0").delete())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(menu.get()).isNotNull();
  }

  @Test
  void whatItHoldsOutlivesItsAbsence() {
    api.down();
    assertThatThrownBy(menu::get).isInstanceOf(KubernetesClientException.class);

    api.up();
    assertThat(menu.get()).isNotNull();
  }

  @Test
  void itRefusesAsOftenAsItIsTold() {
    api.refuseOnce("GET .*/configmaps/menu", 403);

    assertThatThrownBy(menu::get)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    assertThat(menu.get()).isNotNull();
    assertThat(api.requests()).last().isEqualTo("GET /api/v1/namespaces/tagfast/configmaps/menu");
  }

  private void patch(PatchType type, String patch) {
    // With an object and not a name, or the client asks for the object first.
    api.client()
        .resource(new ConfigMapBuilder().withNewMetadata().withName("menu").endMetadata().build())
        .patch(PatchContext.of(type), patch);
  }
}

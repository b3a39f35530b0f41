package dev.tagfast.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What {@code knative/components/admission} brings besides its pods, on the API server of a test:
 * rights, an empty Secret, the webhook configuration.
 */
public final class AdmissionComponent implements AutoCloseable {
  private static final Path FOLDER = Path.of("knative/components/admission");

  private final RealApi api;

  private AdmissionComponent(RealApi api) {
    this.api = api;
  }

  /**
   * Applies it.
   *
   * @param webhook changes the webhook configuration first
   */
  public static AdmissionComponent install(RealApi api, UnaryOperator<String> webhook) {
    AdmissionComponent component = new AdmissionComponent(api);
    component.apply(text("rbac.yaml"));
    component.apply(text("certificate.yaml"));
    component.apply(webhook.apply(text("webhook.yaml")));
    for (String object :
        List.of(
            "secrets/tagfast-admission-tls",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io/tagfast-admission")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  api.kubectl()
                      .tryWith(
                          "",
                          "auth",
                          "can-i",
                          "update",
                          object,
                          "--namespace",
                          RealApi.TAGFAST,
                          "--as=" + RealApi.SERVICE_ACCOUNT)
                      .output()
                      .contains("yes"));
    }
    return component;
  }

  /** Applies a document as a person does. */
  public void apply(String document) {
    Kubectl.Answer answer =
        api.kubectl().tryWith(document, "apply", "--server-side", "--force-conflicts", "-f", "-");
    if (answer.status() != 0) {
      throw new AssertionError(answer.output());
    }
  }

  /** Applies its files once more. */
  public void applyAgain() {
    apply(text("certificate.yaml"));
    apply(text("webhook.yaml"));
  }

  @Override
  public void close() {
    for (String file : List.of("webhook.yaml", "service.yaml", "certificate.yaml", "rbac.yaml")) {
      api.kubectl().tryWith(text(file), "delete", "--ignore-not-found", "-f", "-");
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

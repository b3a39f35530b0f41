package dev.tagfast.intake.admission;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.packaged.SelfSigned;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A real API server that asks Tagfast before it stores objects of this world's namespaces, with the
 * rules and conditions of {@code knative/components/admission}.
 */
public final class AdmittingRealWorld extends RealWorld {
  private static final String LABEL = "admitting-world";
  private static final Path CONFIGURATION = Path.of("knative/components/admission/webhook.yaml");

  private final List<String> namespaces = new ArrayList<>();
  private int port;
  private String authority;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    port = freePort();
    int nobody = freePort();
    try {
      SelfSigned certificate = new SelfSigned(Files.createTempDirectory("admission"), "tagfast");
      authority = Base64.getEncoder().encodeToString(Files.readAllBytes(certificate.certificate()));
      settings.put("tagfast.admission.tls.certificate-file", certificate.certificate().toString());
      settings.put("tagfast.admission.tls.key-file", certificate.key().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    settings.put("tagfast.doors", "events,webhooks,admission");
    settings.put("tagfast.admission.tls.source", "files");
    settings.put("tagfast.admission.tls.port", Integer.toString(port));
    settings.put("tagfast.registries.away.host", "away.example");
    settings.put("tagfast.registries.away.url", "http://127.0.0.1:" + nobody);
    settings.put("tagfast.registries.away.insecure", "true");
    settings.put("tagfast.registries.away.attempts", "1");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(AdmittingRealWorld.class));
  }

  @Override
  public void stop() {
    removeWebhook();
    namespaces.forEach(each -> real().client().namespaces().withName(each).delete());
    super.stop();
  }

  RealApi real() {
    return (RealApi) api();
  }

  /** A new namespace with these labels, in which objects are reviewed. */
  String namespace(Map<String, String> labels) {
    String name = real().namespace() + "-" + namespaces.size();
    namespaces.add(name);
    real()
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(LABEL, real().namespace())
                .addToLabels(labels)
                .endMetadata()
                .build())
        .create();
    return name;
  }

  /** Nothing is stored that Tagfast did not see: a test that is not asked must fail. */
  void configureWebhook() {
    MutatingWebhookConfiguration configuration;
    try {
      configuration =
          Serialization.unmarshal(
              Files.readString(CONFIGURATION), MutatingWebhookConfiguration.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    configuration.getMetadata().setName(real().namespace());
    // Approvals are in Tagfast's own namespace, which other tests use too.
    configuration.getWebhooks().removeIf(webhook -> webhook.getNamespaceSelector() == null);
    configuration
        .getWebhooks()
        .forEach(
            webhook -> {
              webhook.setFailurePolicy("Fail");
              String path = webhook.getClientConfig().getService().getPath();
              webhook.getClientConfig().setService(null);
              webhook.getClientConfig().setUrl("https://127.0.0.1:" + port + path);
              webhook.getClientConfig().setCaBundle(authority);
              webhook
                  .getNamespaceSelector()
                  .getMatchExpressions()
                  .add(
                      new LabelSelectorRequirementBuilder()
                          .withKey(LABEL)
                          .withOperator("In")
                          .withValues(real().namespace())
                          .build());
            });
    real().client().resource(configuration).create();
  }

  void removeWebhook() {
    real()
        .client()
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(real().namespace())
        .delete();
  }
}

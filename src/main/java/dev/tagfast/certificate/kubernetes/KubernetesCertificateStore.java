package dev.tagfast.certificate.kubernetes;

import dev.tagfast.certificate.CertificateState;
import dev.tagfast.certificate.CertificateStore;
import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.Sentence;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads and writes the Secret and the webhook configuration of {@code
 * knative/components/admission}.
 */
@ApplicationScoped
class KubernetesCertificateStore implements CertificateStore {
  private static final ResourceDefinitionContext SECRETS =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Secret")
          .withPlural("secrets")
          .withNamespaced(true)
          .build();
  private static final ResourceDefinitionContext WEBHOOKS =
      new ResourceDefinitionContext.Builder()
          .withGroup("admissionregistration.k8s.io")
          .withVersion("v1")
          .withKind("MutatingWebhookConfiguration")
          .withPlural("mutatingwebhookconfigurations")
          .withNamespaced(false)
          .build();

  private final Provider<KubernetesClient> client;
  private final Settings settings;

  KubernetesCertificateStore(Provider<KubernetesClient> client, Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public Stored read() {
    GenericKubernetesResource secret = secret();
    Map<String, String> data = new HashMap<>();
    if (secret.getAdditionalProperties().get("data") instanceof Map<?, ?> stored) {
      stored.forEach((name, value) -> data.put(String.valueOf(name), decoded(value)));
    }
    return new Stored(CertificateState.of(data), secret.getMetadata().getResourceVersion());
  }

  private GenericKubernetesResource secret() {
    String name = settings.admission().tls().secret();
    try {
      GenericKubernetesResource found =
          api().genericKubernetesResources(SECRETS).inNamespace(namespace()).withName(name).get();
      if (found == null) {
        throw new ClusterUnavailable(
            "There is no Secret %s in namespace %s to keep the certificate in: knative/components/admission has an empty one."
                .formatted(name, namespace()),
            new IllegalStateException("no Secret"));
      }
      return found;
    } catch (KubernetesClientException e) {
      throw unavailable("read", "get", e);
    }
  }

  @Override
  public boolean write(Stored before, CertificateState next) {
    GenericKubernetesResource secret = secret();
    Map<String, String> data = new HashMap<>();
    next.data().forEach((name, text) -> data.put(name, encoded(text)));
    secret.setAdditionalProperty("data", data);
    secret.getMetadata().setResourceVersion(before.version());
    try {
      api()
          .genericKubernetesResources(SECRETS)
          .inNamespace(namespace())
          .resource(secret)
          .lockResourceVersion(before.version())
          .update();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw unavailable("write", "update", e);
    }
  }

  @Override
  public Trust trust(String bundle) {
    String name = settings.admission().tls().webhook();
    String encoded = encoded(bundle);
    try {
      GenericKubernetesResource found =
          api().genericKubernetesResources(WEBHOOKS).withName(name).get();
      if (found == null) {
        throw new ClusterUnavailable(
            "There is no MutatingWebhookConfiguration %s, which would have to trust the certificate: apply knative/components/admission."
                .formatted(name),
            new IllegalStateException("no webhook configuration"));
      }
      if (isTrusted(found, encoded)) {
        return Trust.KNOWN;
      }
      api()
          .genericKubernetesResources(WEBHOOKS)
          .resource(found)
          .lockResourceVersion(found.getMetadata().getResourceVersion())
          .update();
      return Trust.TOLD;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Trust.CONFLICT;
      }
      throw unavailable("let the API server trust", "update", e);
    }
  }

  /** Whether every webhook of it trusts the bundle; those that do not are changed to. */
  @SuppressWarnings("unchecked")
  private static boolean isTrusted(GenericKubernetesResource configuration, String bundle) {
    boolean trusted = true;
    List<Map<String, Object>> webhooks =
        (List<Map<String, Object>>)
            Objects.requireNonNullElse(
                configuration.getAdditionalProperties().get("webhooks"), List.of());
    for (Map<String, Object> webhook : webhooks) {
      Map<String, Object> config =
          (Map<String, Object>) webhook.computeIfAbsent("clientConfig", _ -> new HashMap<>());
      trusted &= bundle.equals(config.put("caBundle", bundle));
    }
    return trusted;
  }

  private KubernetesClient api() {
    return client.get();
  }

  private String namespace() {
    return LedgerProducer.namespace(settings.ledger(), api());
  }

  private ClusterUnavailable unavailable(String what, String verb, KubernetesClientException e) {
    String why =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : ApiServerFailure.of(e);
    String right =
        e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
            ? " Grant the verb %s (knative/components/admission/rbac.yaml).".formatted(verb)
            : "";
    return new ClusterUnavailable(
        Sentence.of("Tagfast could not %s the webhook's certificate: %s".formatted(what, why))
            + right,
        e);
  }

  private static String decoded(Object value) {
    try {
      return new String(Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

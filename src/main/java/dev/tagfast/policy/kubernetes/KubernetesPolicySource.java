package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.policy.rule.ParsedPolicy;
import dev.tagfast.policy.rule.Policies;
import dev.tagfast.policy.rule.PolicyParser;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the {@code TagPolicy} objects of the cluster. They are listed on demand, at most once per
 * {@code tagfast.policy.cache}.
 *
 * <p>They are read as plain JSON, so that an object that does not fit its class does not make the
 * others unreadable.
 */
@Singleton
@Typed(KubernetesPolicySource.class)
public class KubernetesPolicySource implements PolicySource {
  static final ResourceDefinitionContext KIND =
      ResourceDefinitionContext.fromResourceType(TagPolicy.class);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;
  private final KubernetesPolicyStatus status;
  private final TimedCache<Policies> policies;
  private final Function<String, TagCase> tagCaseOf;

  /** Sends no request yet. */
  @Inject
  KubernetesPolicySource(
      KubernetesClient client, InstantSource clock, Settings settings, RegistryHosts hosts) {
    this(client, clock, settings.policy().cache(), hosts::tagCaseOf);
  }

  /**
   * @param tagCaseOf how the registry with a host compares tags
   */
  KubernetesPolicySource(
      KubernetesClient client,
      InstantSource clock,
      Duration cache,
      Function<String, TagCase> tagCaseOf) {
    this.client = client;
    this.tagCaseOf = tagCaseOf;
    this.status = new KubernetesPolicyStatus(client);
    this.policies = new TimedCache<>(clock, cache, this::read);
  }

  @Override
  public Function<ContentKind, PolicyAnswer> answers(TagKey key) {
    Policies current = policies.get();
    return kind -> current.answer(key, kind);
  }

  @Override
  public PolicyAnswer lookup(TagKey key, ContentKind kind) {
    return policies.get().answer(key, kind, tagCaseOf.apply(key.repository().host()));
  }

  @Override
  public boolean isNamed(ContentKind kind) {
    return policies.get().isNamed(kind);
  }

  private Policies read() {
    List<ParsedPolicy> parsed = new ArrayList<>();
    for (GenericKubernetesResource object : list()) {
      JsonNode body = JSON.valueToTree(object.getAdditionalProperties());
      ParsedPolicy policy = PolicyParser.parse(object.getMetadata().getName(), body.path("spec"));
      parsed.add(policy);
      status.update(object, body.path("status"), policy);
    }
    return new Policies(parsed);
  }

  private List<GenericKubernetesResource> list() {
    try {
      return client.genericKubernetesResources(KIND).list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        // Without the CRD there are no policies: deleting the CRD deletes all of them.
        return List.of();
      }
      throw new PolicyUnavailable(sentence(e), e);
    }
  }

  private static String sentence(KubernetesClientException e) {
    if (e.getCode() == FORBIDDEN) {
      return "The API server does not let Tagfast list tagpolicies.tagfast.dev: its service account"
          + " needs a ClusterRole with the verb list on them.";
    }
    String why =
        e.getCode() > 0 ? "it answered with status " + e.getCode() : ApiServerFailure.of(e);
    return Sentence.of(
        "The API server could not be asked for tagpolicies.tagfast.dev, and nothing is decided until"
            + " it answers: "
            + why);
  }
}

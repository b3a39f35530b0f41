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
import dev.tagfast.policy.rule.PolicyWarning;
import dev.tagfast.policy.rule.PolicyWarnings;
import dev.tagfast.registry.config.RegistryCatalog;
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
import java.util.Optional;
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

  static final String MISSING_CRD =
      "the CRD tagpolicies.tagfast.dev is not installed: kubectl apply --server-side -f"
          + " knative/base/crds, or set tagfast.policy.source=defaults to have no policies";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;

  private final KubernetesClient client;
  private final KubernetesPolicyStatus status;
  private final TimedCache<Policies> policies;
  private final Function<String, TagCase> tagCaseOf;
  private final Function<ParsedPolicy, List<PolicyWarning>> warningsOf;

  /** Sends no request yet. */
  @Inject
  KubernetesPolicySource(
      KubernetesClient client,
      InstantSource clock,
      Settings settings,
      RegistryHosts hosts,
      RegistryCatalog registries) {
    this(
        client,
        clock,
        settings.policy().cache(),
        hosts::tagCaseOf,
        policy -> PolicyWarnings.of(policy, registries));
  }

  /**
   * @param tagCaseOf how the registry with a host compares tags
   * @param warningsOf what a policy asks for in vain
   */
  KubernetesPolicySource(
      KubernetesClient client,
      InstantSource clock,
      Duration cache,
      Function<String, TagCase> tagCaseOf,
      Function<ParsedPolicy, List<PolicyWarning>> warningsOf) {
    this.client = client;
    this.tagCaseOf = tagCaseOf;
    this.warningsOf = warningsOf;
    this.status = new KubernetesPolicyStatus(client, clock);
    this.policies = new TimedCache<>(clock, cache, this::read);
  }

  @Override
  public Function<ContentKind, PolicyAnswer> answers(TagKey key) {
    Policies current = policies.get();
    TagCase tagCase = tagCaseOf.apply(key.repository().host());
    return kind -> current.answer(key, kind, tagCase);
  }

  @Override
  public PolicyAnswer lookup(TagKey key, ContentKind kind) {
    return policies.get().answer(key, kind, tagCaseOf.apply(key.repository().host()));
  }

  @Override
  public boolean isNamed(ContentKind kind) {
    return policies.get().isNamed(kind);
  }

  @Override
  public void judgeAll() {
    policies.forget();
    var _ = policies.get();
  }

  /** Judges a policy that was applied. The next one who asks lists all of them, with this one. */
  void judge(GenericKubernetesResource object) {
    forget();
    var _ = parsed(object);
  }

  /** The next one who asks lists all policies. */
  void forget() {
    policies.forget();
  }

  private Policies read() {
    List<ParsedPolicy> parsed = new ArrayList<>();
    list().forEach(object -> parsed.add(parsed(object)));
    return new Policies(parsed);
  }

  /** Parses a policy, and says in its status what is thought of it. */
  private ParsedPolicy parsed(GenericKubernetesResource object) {
    JsonNode body = JSON.valueToTree(object.getAdditionalProperties());
    ParsedPolicy policy = PolicyParser.parse(object.getMetadata().getName(), body.path("spec"));
    long generation = Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
    status.update(
        object,
        body.path("status"),
        PolicyJudgement.of(policy, warningsOf.apply(policy), generation));
    return policy;
  }

  private List<GenericKubernetesResource> list() {
    try {
      return client.genericKubernetesResources(KIND).list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        // Whoever deletes the CRD deletes all policies: what they protected must not move for that.
        throw new PolicyUnavailable(
            "The API server could not be asked for tagpolicies.tagfast.dev: " + MISSING_CRD,
            MISSING_CRD,
            e);
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
        switch (e.getCode()) {
          case TOO_MANY_REQUESTS -> "it is busy, or the CRD was installed a moment ago";
          case 0, -1 -> ApiServerFailure.of(e);
          default -> "it answered with status " + e.getCode();
        };
    return Sentence.of(
        "The API server could not be asked for tagpolicies.tagfast.dev, and nothing is decided until"
            + " it answers: "
            + why);
  }
}

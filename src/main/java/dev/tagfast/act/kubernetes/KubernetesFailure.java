package dev.tagfast.act.kubernetes;

import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.connection.ConnectionFailure;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.UntrustedText;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.regex.Pattern;

/** Describes a failed request to the API server, for people. */
final class KubernetesFailure {
  private static final int LONGEST = 400;

  /** What the API server itself writes before the words of a webhook or a policy. */
  private static final Pattern POLICY_DENIAL =
      Pattern.compile(
          "admission webhook \"[^\"]*\" denied the request"
              + "|ValidatingAdmissionPolicy '[^']*' with binding '[^']*' denied request");

  private KubernetesFailure() {}

  /**
   * The exception for a request that failed, with the cause and what to do.
   *
   * @param action the request, e.g. {@code list the Deployments of namespace shop}
   * @param verb the verb that a role must grant for it
   */
  static ClusterUnavailable unavailable(
      String action, String verb, KubernetesKind kind, KubernetesClientException failure) {
    String why =
        switch (failure.getCode()) {
          case 401 ->
              "the API server does not accept our credentials; check the service account's token";
          case 403 ->
              "it is forbidden; grant the verb \""
                  + verb
                  + "\" on "
                  + kind.plural()
                  + " of the API group "
                  + kind.group()
                  + " to Tagfast's service account (knative/base/rbac.yaml), or list the namespaces"
                  + " it may see in tagfast.namespaces";
          case 404 ->
              "the API server does not know "
                  + kind.apiVersion()
                  + " "
                  + kind.title()
                  + "; check that quarkus.kubernetes-client.api-server-url names a Kubernetes API server";
          case 400 ->
              ConnectionFailure.saysThatTlsIsWanted(String.valueOf(failure.getMessage()))
                  ? ApiServerFailure.tlsIsWanted()
                  : message(failure);
          default -> failure.getCode() > 0 ? message(failure) : ApiServerFailure.of(failure);
        };
    return new ClusterUnavailable(Sentence.of("Tagfast could not " + action + ": " + why), failure);
  }

  /** Whether there was no HTTP answer at all. Requests for other workloads would then fail, too. */
  static boolean isUnreachable(ClusterUnavailable failure) {
    return failure.getCause() instanceof KubernetesClientException cause && cause.getCode() <= 0;
  }

  /**
   * Whether the server answered, and failed at this object: 500 is what a failing admission webhook
   * makes of a patch. 502, 503 and 504 come from a server, or a proxy before it, that is away or
   * overloaded.
   */
  static boolean isOfOneObject(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case 502, 503, 504 -> false;
      default -> failure.getCode() >= 500;
    };
  }

  /**
   * Whether an admission policy refused the request. Only the words tell: a webhook chooses its
   * status (Kyverno's is 400), and a ValidatingAdmissionPolicy's is 422 unless it says otherwise.
   */
  static boolean isPolicyDenial(KubernetesClientException failure) {
    return failure.getStatus() != null
        && failure.getStatus().getMessage() != null
        && POLICY_DENIAL.matcher(failure.getStatus().getMessage()).find();
  }

  /** The message of the API server, or of the connection that failed; cleaned and shortened. */
  static String message(KubernetesClientException failure) {
    String text = failure.getStatus() == null ? null : failure.getStatus().getMessage();
    if (text == null && failure.getCause() != null) {
      text = failure.getCause().getMessage();
    }
    return UntrustedText.clean(Objects.requireNonNullElse(text, failure.getMessage()), LONGEST);
  }
}

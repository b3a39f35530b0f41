package dev.tagfast.act.kubernetes;

import dev.tagfast.act.namespace.Namespaces;
import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.Sentence;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Reads what people wrote on namespaces, each at most once in half a minute. */
@ApplicationScoped
class KubernetesNamespaces implements Namespaces {
  private static final Logger LOG = Logger.getLogger(KubernetesNamespaces.class);
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();

  private record Known(Map<String, String> labels, Map<String, String> annotations, Instant at) {
    boolean isGood(Instant now) {
      // Also where the clock was set back: else it would be good for as long as that.
      return !now.isBefore(at) && now.isBefore(at.plus(GOOD_FOR));
    }
  }

  KubernetesNamespaces(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Its annotations; none where Tagfast may not read it, as an installation may want.
   *
   * @throws ClusterUnavailable if the API server could not be asked
   */
  Map<String, String> annotations(String namespace) {
    return known(namespace).annotations();
  }

  @Override
  public Map<String, String> labels(String namespace) {
    return known(namespace).labels();
  }

  private Known known(String namespace) {
    Instant now = clock.instant();
    Known last = known.get(namespace);
    if (last != null && last.isGood(now)) {
      return last;
    }
    Known read = read(namespace, now);
    known.put(namespace, read);
    return read;
  }

  private Known read(String name, Instant now) {
    try {
      Namespace found = client.namespaces().withName(name).get();
      return found == null
          ? new Known(Map.of(), Map.of(), now)
          : new Known(
              Map.copyOf(Objects.requireNonNullElse(found.getMetadata().getLabels(), Map.of())),
              Map.copyOf(
                  Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of())),
              now);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        if (!warned.getAndSet(true)) {
          LOG.warnf(
              "What is written on namespace %s holds no rollout back: Tagfast may not read it. Grant"
                  + " the verb get on namespaces (knative/base/rbac.yaml), or write brakes on"
                  + " workloads alone",
              name);
        }
        return new Known(Map.of(), Map.of(), now);
      }
      String why = e.getCode() > 0 ? KubernetesFailure.message(e) : ApiServerFailure.of(e);
      throw new ClusterUnavailable(
          Sentence.of(
              "Tagfast could not read namespace %s, which may hold rollouts back: %s"
                  .formatted(name, why)),
          e);
    }
  }
}

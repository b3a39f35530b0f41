package dev.tagfast.act.kubernetes;

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
class KubernetesNamespaces {
  private static final Logger LOG = Logger.getLogger(KubernetesNamespaces.class);
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();

  private record Known(Map<String, String> annotations, Instant at) {
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
    Instant now = clock.instant();
    Known last = known.get(namespace);
    if (last != null && last.isGood(now)) {
      return last.annotations();
    }
    Map<String, String> annotations = read(namespace);
    known.put(namespace, new Known(annotations, now));
    return annotations;
  }

  private Map<String, String> read(String name) {
    try {
      Namespace found = client.namespaces().withName(name).get();
      return found == null
          ? Map.of()
          : Map.copyOf(Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        if (!warned.getAndSet(true)) {
          LOG.warnf(
              "What is written on namespace %s holds no rollout back: Tagfast may not read it. Grant"
                  + " the verb get on namespaces (knative/base/rbac.yaml), or write brakes on"
                  + " workloads alone",
              name);
        }
        return Map.of();
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

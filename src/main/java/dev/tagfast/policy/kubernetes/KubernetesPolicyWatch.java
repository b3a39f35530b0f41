package dev.tagfast.policy.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches the policies, for a process that lives on: a policy is judged when it is applied, and
 * counts from then on. Without it, one is judged when it is next listed: by the next event or
 * reconcile.
 */
@Singleton
public class KubernetesPolicyWatch {
  private static final Logger LOG = Logger.getLogger(KubernetesPolicyWatch.class);

  private final KubernetesClient client;
  private final KubernetesPolicySource source;
  private final AtomicBoolean warned = new AtomicBoolean();
  private @Nullable SharedIndexInformer<GenericKubernetesResource> informer;

  KubernetesPolicyWatch(KubernetesClient client, KubernetesPolicySource source) {
    this.client = client;
    this.source = source;
  }

  /** Begins to watch, and returns at once. Whatever fails is tried again. */
  public synchronized void start() {
    if (informer != null) {
      return;
    }
    informer =
        client
            .genericKubernetesResources(KubernetesPolicySource.KIND)
            .runnableInformer(0)
            .exceptionHandler((_, failure) -> goesOnAfter(failure))
            .addEventHandler(new Judge());
    var _ = informer.start();
  }

  @PreDestroy
  synchronized void stop() {
    if (informer != null) {
      informer.close();
    }
  }

  private boolean goesOnAfter(Throwable failure) {
    if (warned.compareAndSet(false, true)) {
      LOG.warnf(
          "TagPolicies cannot be watched: %s. A new one is judged by the next event or reconcile;"
              + " the watch is tried again",
          why(status(failure)));
    }
    return true;
  }

  private static String why(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "the ClusterRole tagfast-policies needs the verbs list and watch on them";
      case HttpURLConnection.HTTP_NOT_FOUND -> KubernetesPolicySource.MISSING_CRD;
      case 0 -> "the API server does not answer";
      default -> "the API server answers " + status;
    };
  }

  private static int status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException answer) {
        return answer.getCode();
      }
    }
    return 0;
  }

  private final class Judge implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource policy) {
      warned.set(false);
      source.judge(policy);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource policy) {
      source.judge(policy);
    }

    @Override
    public void onDelete(GenericKubernetesResource policy, boolean unknown) {
      source.forget();
    }
  }
}

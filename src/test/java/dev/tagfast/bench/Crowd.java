package dev.tagfast.bench;

import dev.tagfast.demo.Cluster;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One event among many Deployments that subscribe to other tags, on a real API server: each event
 * lists them all.
 */
final class Crowd {
  private static final List<Integer> SIZES = List.of(10, 1_000, 10_000);
  private static final int WARM_UP = 20;
  private static final int MEASURED = 20;
  private static final int CREATED_AT_ONCE = 16;

  private Crowd() {}

  /**
   * @param name of the package
   */
  static void measure(Table table, String name, Stream<String> command) {
    try (Backlog backlog = new Backlog(command)) {
      Backlog.MovingImage image = backlog.movingImage("crowded");
      int there = 0;
      for (int size : SIZES) {
        create(backlog.client(), there, size);
        there = size;
        for (int i = 0; i < WARM_UP; i++) {
          image.moveAndTell();
        }
        Samples samples = new Samples();
        for (int i = 0; i < MEASURED; i++) {
          image.move();
          samples.time(image::tell);
        }
        table.row(
            "one event among " + size + " subscribed Deployments, " + name,
            "%.0f ms".formatted(samples.percentile(50)),
            "p90 %.0f ms, n=%d".formatted(samples.percentile(90), samples.count()));
      }
    }
  }

  private static void create(KubernetesClient client, int from, int to) {
    Semaphore permits = new Semaphore(CREATED_AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(from, to)
          .forEach(
              i -> {
                permits.acquireUninterruptibly();
                threads.submit(
                    () -> {
                      try {
                        create(client, "crowd-" + i);
                      } finally {
                        permits.release();
                      }
                    });
              });
    }
  }

  /** Paused: no controller makes anything of it. */
  private static void create(KubernetesClient client, String name) {
    Map<String, String> pods = Map.of("app", name);
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withNamespace(Cluster.NAMESPACE)
            .withName(name)
            .addToLabels("tagfast.dev/subscribe", "true")
            .endMetadata()
            .withNewSpec()
            .withPaused(true)
            .withReplicas(0)
            .withNewSelector()
            .withMatchLabels(pods)
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(pods)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("pizza")
            .withImage("registry.test/" + name + ":today")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    client.resource(deployment).create();
  }
}

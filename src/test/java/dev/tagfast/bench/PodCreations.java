package dev.tagfast.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Creates Pods that several reviewers are asked about, and says what that costs and gives. */
final class PodCreations {
  /** As many images as the thousand Pods have. */
  static final int IMAGES = 20;

  /** Their tag. */
  static final String KNOWN = "1.0.0";

  /** As many tags of one image that nobody asked for before. */
  static final int COLD = 100;

  private static final int WARM_UP = Integer.getInteger("warmup", 200);
  private static final int MEASURED = Integer.getInteger("runs", 500);
  private static final int PODS = 1_000;
  private static final int CREATORS = 16;

  private final KubernetesClient client;
  private final List<PodReviewer> reviewers;
  private final Table table;
  private final AtomicInteger number = new AtomicInteger();

  PodCreations(KubernetesClient client, List<PodReviewer> reviewers, Table table) {
    this.client = client;
    this.reviewers = reviewers;
    this.table = table;
  }

  static String unknown(int pod) {
    return "2.0." + pod;
  }

  void measure() {
    var _ = inTurn(WARM_UP, _ -> KNOWN);
    print("creation of a Pod, warm", inTurn(MEASURED, _ -> KNOWN));
    print("creation of a Pod, unknown tag", inTurn(COLD, PodCreations::unknown));
    reviewers.stream().filter(each -> each.webhook().isPresent()).forEach(this::crowd);
    reviewers.stream().filter(each -> each.webhook().isPresent()).forEach(this::withoutRegistry);
  }

  /** Turn by turn, so that whatever slows the machine slows all. */
  private Map<PodReviewer, Samples> inTurn(int pods, IntFunction<String> tags) {
    Map<PodReviewer, Samples> results = new HashMap<>();
    for (int i = 0; i < pods; i++) {
      String tag = tags.apply(i);
      int image = tag.equals(KNOWN) ? i % IMAGES : 0;
      for (PodReviewer reviewer : reviewers) {
        String name = "pod-" + number.incrementAndGet();
        results
            .computeIfAbsent(reviewer, _ -> new Samples())
            .time(() -> expectPin(reviewer, name, image, tag));
      }
    }
    return results;
  }

  private void expectPin(PodReviewer reviewer, String name, int image, String tag) {
    boolean pinned = PodReviewer.isPinned(reviewer.create(client, name, image, tag));
    if (pinned != reviewer.webhook().isPresent()) {
      throw new IllegalStateException(reviewer.name() + ": a Pod was not as it should be");
    }
  }

  private void print(String what, Map<PodReviewer, Samples> results) {
    Samples bare = results.get(reviewers.getFirst());
    for (PodReviewer reviewer : reviewers.subList(1, reviewers.size())) {
      Samples its = results.get(reviewer);
      for (int percent : new int[] {50, 99}) {
        double added = its.percentile(percent) - bare.percentile(percent);
        table.row(
            what + ", p" + percent,
            "%+.1f ms".formatted(added),
            "%s: %.1f ms, without a webhook %.1f ms, n=%d"
                .formatted(
                    reviewer.name(),
                    its.percentile(percent),
                    bare.percentile(percent),
                    its.count()));
      }
    }
  }

  private void crowd(PodReviewer reviewer) {
    long before = reviewer.requests();
    AtomicInteger pinned = new AtomicInteger();
    Semaphore permits = new Semaphore(CREATORS);
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, PODS)
          .forEach(
              i -> {
                permits.acquireUninterruptibly();
                threads.execute(
                    () -> {
                      try {
                        if (PodReviewer.isPinned(
                            reviewer.create(client, "crowd-" + i, i % IMAGES, KNOWN))) {
                          pinned.incrementAndGet();
                        }
                      } finally {
                        permits.release();
                      }
                    });
              });
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    table.row(
        "%,d Pods of %d images by %d".formatted(PODS, IMAGES, CREATORS),
        "%d req".formatted(reviewer.requests() - before),
        "to the registry; %s: %d pinned, %.0f Pods a second"
            .formatted(reviewer.name(), pinned.get(), PODS / seconds));
  }

  private void withoutRegistry(PodReviewer reviewer) {
    reviewer.registry().stop();
    int pinned = 0;
    int refused = 0;
    for (int image = 0; image < IMAGES; image++) {
      try {
        boolean isPinned =
            PodReviewer.isPinned(reviewer.create(client, "away-" + image, image, KNOWN));
        pinned += isPinned ? 1 : 0;
      } catch (KubernetesClientException e) {
        refused++;
      }
    }
    table.row(
        "%d Pods of known tags, no registry".formatted(IMAGES),
        "%d pinned".formatted(pinned),
        "%s: %d refused".formatted(reviewer.name(), refused));
  }
}

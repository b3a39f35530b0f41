package dev.tagfast.act.kubernetes;

import dev.tagfast.connection.ClusterUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Lists kinds and namespaces side by side: together they take as long as the slowest. */
final class KubernetesLists {
  /** More of one client would wait in the API server's queue, and so would everybody else's. */
  private static final int MOST_AT_ONCE = 16;

  private static final Executor THREADS = Thread.ofVirtual().name("list")::start;

  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
  private final Function<Place, ListResult> request;

  /**
   * @param request lists one place
   */
  KubernetesLists(Function<Place, ListResult> request) {
    this.request = request;
  }

  /**
   * What one request lists.
   *
   * @param namespace empty: all namespaces
   */
  record Place(KubernetesKind kind, Optional<String> namespace) {}

  /**
   * The answers, in the order of the places.
   *
   * @throws ClusterUnavailable the first of those that could not be listed
   */
  List<ListResult> of(List<Place> places) {
    if (places.size() == 1) {
      return List.of(request.apply(places.getFirst()));
    }
    List<CompletableFuture<ListResult>> running =
        places.stream()
            .map(place -> CompletableFuture.supplyAsync(() -> list(place), THREADS))
            .toList();
    List<ListResult> results = new ArrayList<>();
    for (CompletableFuture<ListResult> one : running) {
      try {
        results.add(one.join());
      } catch (CompletionException e) {
        if (e.getCause() instanceof ClusterUnavailable failure) {
          throw failure;
        }
        throw e;
      }
    }
    return List.copyOf(results);
  }

  private ListResult list(Place place) {
    permits.acquireUninterruptibly();
    try {
      return request.apply(place);
    } finally {
      permits.release();
    }
  }
}

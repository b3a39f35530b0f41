package dev.tagfast.pipeline;

import dev.tagfast.image.TagKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets deliveries of one tag that arrive together be handled together. While one delivery looks at
 * the tag and records, those that arrive wait; the next one then takes all that wait. So a backlog
 * of a thousand events of one tag costs a few looks, and deliveries of one process never lose a
 * compare-and-set to each other.
 *
 * @param <T> a delivery
 */
final class TagQueues<T> {
  private final Map<TagKey, Queue<T>> queues = new ConcurrentHashMap<>();

  private static final class Queue<T> {
    private final ReentrantLock turn = new ReentrantLock(true);
    private List<T> waiting = new ArrayList<>();
    private int users;

    private synchronized void add(T delivery) {
      waiting.add(delivery);
    }

    private synchronized List<T> takeAll() {
      List<T> all = waiting;
      waiting = new ArrayList<>();
      return all;
    }

    private synchronized int size() {
      return waiting.size();
    }
  }

  /** How many deliveries of a tag wait for the next look. */
  int waiting(TagKey key) {
    return Optional.ofNullable(queues.get(key)).map(Queue::size).orElse(0);
  }

  /**
   * Waits for the tag, and hands over all deliveries that wait for it, unless another delivery has
   * taken this one along. Returns when this delivery was handed over, by whomever.
   *
   * @param together handles them, in the order of their arrival; must not throw
   */
  void handle(TagKey key, T delivery, Consumer<List<T>> together) {
    Queue<T> queue =
        queues.compute(
            key,
            (_, known) -> {
              Queue<T> used = known == null ? new Queue<>() : known;
              used.users++;
              return used;
            });
    try {
      queue.add(delivery);
      queue.turn.lock();
      try {
        List<T> all = queue.takeAll();
        if (!all.isEmpty()) {
          together.accept(all);
        }
      } finally {
        queue.turn.unlock();
      }
    } finally {
      queues.computeIfPresent(key, (_, used) -> --used.users == 0 ? null : used);
    }
  }
}

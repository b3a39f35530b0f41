package dev.tagfast.pipeline;

import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at a tag again a moment after an event that did not agree with the registry: registries
 * notify before they write the tag, and replicas lag. The request does not wait for it, and however
 * many events come of one tag, it is looked at once. All of it is lost with the process; what
 * matters is marked in the ledger, and the next reconcile looks.
 */
@ApplicationScoped
public class LaterLooks {
  /** More tags than these are left to reconcile. */
  private static final int MOST_TAGS = 10_000;

  private final Settings.Resolve settings;
  private final Timer timer;
  private final Map<TagKey, Asked> asked = new ConcurrentHashMap<>();

  /** Runs something once, later, on a thread of its own. */
  public interface Timer {
    /** Must not block. */
    void after(Duration delay, Runnable work);
  }

  /** Handles one look. */
  interface LookAtTag {
    /**
     * Looks again.
     *
     * @param last whether no further look follows
     * @return whether the tag and the event still do not agree
     */
    boolean handle(PushEvent event, boolean last);
  }

  public LaterLooks(Settings settings, Timer timer) {
    this.settings = settings.resolve();
    this.timer = timer;
  }

  /**
   * @param next the number of the next look, from 1
   */
  private record Asked(PushEvent event, int next) {}

  /**
   * Asks for looks at the tag of this event: {@code tagfast.resolve.asks} in all, with the first.
   */
  void ask(PushEvent event, LookAtTag look) {
    if (settings.asks() < 2 || asked.size() >= MOST_TAGS) {
      return;
    }
    // A newer event starts the count again: the last look must not decide about an event that came
    // a moment before it.
    boolean isScheduled = asked.put(event.key(), new Asked(event, 1)) != null;
    if (!isScheduled) {
      schedule(event.key(), settings.pause(), look);
    }
  }

  private void schedule(TagKey key, Duration delay, LookAtTag look) {
    timer.after(delay, () -> look(key, look));
  }

  private void look(TagKey key, LookAtTag look) {
    Optional<Asked> now = Optional.ofNullable(asked.get(key));
    if (now.isEmpty()) {
      return;
    }
    Asked asking = now.get();
    boolean last = asking.next() >= settings.asks() - 1;
    boolean disagrees = look.handle(asking.event(), last);
    if (last || !disagrees) {
      boolean ended = asked.remove(key, asking);
      if (!ended) {
        schedule(key, settings.pause(), look);
      }
      return;
    }
    asked.replace(key, asking, new Asked(asking.event(), asking.next() + 1));
    schedule(key, settings.pause().multipliedBy(1L << Math.min(asking.next(), 10)), look);
  }
}

package dev.tagfast.resolve;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at the tag that an event names. Registries notify before they write the tag
 * (distribution#2625), and replicas lag. An answer that does not agree with the event is therefore
 * asked for again, within a bound. After that the answer to HEAD counts.
 */
@ApplicationScoped
public class Resolver {
  private final RegistryClient registry;
  private final Settings.Resolve bound;

  /** Needs a public constructor: tests pass their own registry. */
  public Resolver(RegistryClient registry, Settings settings) {
    this.registry = registry;
    this.bound = settings.resolve();
  }

  /**
   * Sends one HEAD if the registry agrees with the event, else at most {@code tagfast.resolve.asks}
   * of them. Blocks.
   */
  public Look look(PushEvent event) {
    // Only a push event says what the tag should show; a delete and a reconcile take the tag as it
    // is.
    boolean expectsDigest = event.action() == PushEvent.Action.PUSH && !event.isReconcile();
    Duration pause = bound.pause();
    for (int ask = 1; ; ask++) {
      boolean last = ask >= bound.asks() || !expectsDigest;
      Look look = interpret(event, registry.head(event.key().repository(), event.key().tag()));
      boolean agrees =
          switch (look) {
            case Sighting.Seen seen -> seen.claimed().isEmpty();
            case Sighting.Gone _ -> false;
            case Sighting.Withheld _,
                Sighting.Unreadable _,
                Sighting.Unreached _,
                Look.Unanswered _,
                Look.NotListed _ ->
                true;
          };
      if (agrees || last || !slept(pause)) {
        return look;
      }
      pause = pause.multipliedBy(2);
    }
  }

  private static Look interpret(PushEvent event, RegistryAnswer<Descriptor> answer) {
    Optional<Digest> eventDigest =
        event.digest().filter(_ -> event.action() == PushEvent.Action.PUSH);
    return switch (answer) {
      case RegistryAnswer.Found<Descriptor>(Descriptor(Digest digest, String mediaType)) ->
          new Sighting.Seen(digest, mediaType, eventDigest.filter(claim -> !claim.equals(digest)));
      case RegistryAnswer.Absent<Descriptor> _ -> new Sighting.Gone(eventDigest);
      case RegistryAnswer.Denied<Descriptor>(String why) -> new Sighting.Withheld(why, eventDigest);
      case RegistryAnswer.Unavailable<Descriptor>(String why, Optional<Duration> retryAfter) ->
          event.isDeadLetter() ? new Sighting.Unreached(why) : new Look.Unanswered(why, retryAfter);
      case RegistryAnswer.NotListed<Descriptor>(String host) -> new Look.NotListed(host);
    };
  }

  /** False: the process is being stopped, so the last answer counts. */
  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

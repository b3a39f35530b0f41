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
 * Looks at the tag that an event spoke of. Registries notify before they write the tag
 * (distribution#2625) and replicas lag, so an answer that does not fit the event is asked for again
 * within a bound; then what HEAD shows is what counts.
 */
@ApplicationScoped
public class Resolver {
  private final RegistryClient registry;
  private final Settings.Resolve bound;

  /** For the container, and for tests that bring their own registry. */
  public Resolver(RegistryClient registry, Settings settings) {
    this.registry = registry;
    this.bound = settings.resolve();
  }

  /**
   * One HEAD where the registry agrees with the event, at most {@code tagfast.resolve.asks} of
   * them.
   */
  public Look look(PushEvent event) {
    // Of a delete, and of our own look, nothing but the tag as it is now is expected.
    boolean expectant = event.action() == PushEvent.Action.PUSH && !event.isReconcile();
    Duration pause = bound.pause();
    for (int ask = 1; ; ask++) {
      boolean last = ask >= bound.asks() || !expectant;
      Look look = interpret(event, registry.head(event.key().repository(), event.key().tag()));
      boolean fits =
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
      if (fits || last || !slept(pause)) {
        return look;
      }
      pause = pause.multipliedBy(2);
    }
  }

  private static Look interpret(PushEvent event, RegistryAnswer<Descriptor> answer) {
    Optional<Digest> named = event.digest().filter(_ -> event.action() == PushEvent.Action.PUSH);
    return switch (answer) {
      case RegistryAnswer.Found<Descriptor>(Descriptor(Digest digest, String mediaType)) ->
          new Sighting.Seen(digest, mediaType, named.filter(claim -> !claim.equals(digest)));
      case RegistryAnswer.Absent<Descriptor> _ -> new Sighting.Gone(named);
      case RegistryAnswer.Denied<Descriptor>(String why) -> new Sighting.Withheld(why, named);
      case RegistryAnswer.Unavailable<Descriptor>(String why, Optional<Duration> retryAfter) ->
          event.isDeadLetter() ? new Sighting.Unreached(why) : new Look.Unanswered(why, retryAfter);
      case RegistryAnswer.NotListed<Descriptor>(String host) -> new Look.NotListed(host);
    };
  }

  /** False: the process is being stopped, so what was seen last is the answer. */
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

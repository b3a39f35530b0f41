package dev.tagfast.resolve;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the registry what the tag of an event shows now: one request, and no wait. Registries notify
 * before they write the tag (distribution#2625), replicas lag, and events come late. What does not
 * agree is looked at again later, outside of the request.
 */
@ApplicationScoped
public class Resolver {
  private final RegistryClient registry;

  /** Needs a public constructor: tests pass their own registry. */
  public Resolver(RegistryClient registry) {
    this.registry = registry;
  }

  /**
   * What the registry answers about the tag; {@link #interpret} says what it means for an event.
   */
  public RegistryAnswer<Descriptor> ask(TagKey key) {
    return registry.head(key.repository(), key.tag());
  }

  /** Asks, and says what the answer means for this event. */
  public Look look(PushEvent event) {
    return interpret(event, ask(event.key()));
  }

  /** What an answer means for an event: events that arrive together share one answer. */
  public static Look interpret(PushEvent event, RegistryAnswer<Descriptor> answer) {
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
}

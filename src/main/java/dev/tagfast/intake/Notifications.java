package dev.tagfast.intake;

import dev.tagfast.NotNow;
import dev.tagfast.PushHandler;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.intake.dialect.Ignored;
import dev.tagfast.intake.dialect.Notification;
import dev.tagfast.intake.dialect.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes registries' notifications apart and hands what matters to the pipeline, or to the broker.
 */
@ApplicationScoped
public class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  private final AddressBook addresses;
  private final PushHandler pipeline;
  private final Deliveries deliveries;
  private final Forwarding forwarding;

  /** Knows the listed registries, and where events go. */
  public Notifications(
      AddressBook addresses, PushHandler pipeline, Deliveries deliveries, Forwarding forwarding) {
    this.addresses = addresses;
    this.pipeline = pipeline;
    this.deliveries = deliveries;
    this.forwarding = forwarding;
  }

  /**
   * Takes the notifications of one request of a known caller. All of them are read before the first
   * is handled.
   *
   * @param explain say what would be decided, change nothing
   * @param bound when the caller has to be answered; who asks for an explanation waits
   * @throws dev.tagfast.intake.dialect.MalformedBody if it is not the source's envelope
   * @throws NotNow if an entry could not be done or handed on by then; the others are
   */
  Taken take(
      ConfiguredSource source, List<Notification> notifications, boolean explain, Bound bound) {
    List<Found> all = new ArrayList<>();
    for (Notification notification : notifications) {
      switch (read(source.dialect(), notification)) {
        case Reading.Entries(List<DialectEntry> entries) ->
            entries.forEach(entry -> all.add(find(entry, notification, source, explain)));
        case Reading.Handshake(var answer) -> {
          return new Taken.Handshake(answer);
        }
      }
    }
    List<Found> matters = all.stream().filter(found -> found.event().isPresent()).toList();
    Iterator<Fate> fates = fates(matters, source, explain, bound).iterator();
    List<WebhookAnswer.Entry> answers = new ArrayList<>();
    for (Found found : all) {
      answers.add(WebhookAnswer.Entry.of(found, found.event().map(event -> fates.next())));
    }
    boolean forwarded = source.forwards() && !explain && !matters.isEmpty();
    return new Taken.Events(new WebhookAnswer(answers), forwarded);
  }

  /** What became of each, in their order. */
  private List<Fate> fates(
      List<Found> matters, ConfiguredSource source, boolean explain, Bound bound) {
    if (explain) {
      return matters.stream().map(found -> explained(found, source)).toList();
    }
    return source.forwards()
        ? forwarding.forward(matters, bound)
        : deliveries.deliver(
            matters.stream().map(Found::event).flatMap(Optional::stream).toList(), bound);
  }

  private Fate explained(Found found, ConfiguredSource source) {
    return source.forwards()
        ? new Fate.Forwarded()
        : new Fate.Done(pipeline.handle(found.event().orElseThrow(), true));
  }

  /** A configured format reads whatever comes; but of CloudEvents only those that are its own. */
  private static Reading read(Dialect dialect, Notification notification) {
    return notification.isEvent() && !dialect.recognises(notification)
        ? Reading.of(DialectEntry.ignored(Ignored.OTHER_FORMAT, notification.eventId()))
        : dialect.read(notification);
  }

  private Found find(
      DialectEntry entry, Notification from, ConfiguredSource source, boolean explain) {
    Optional<String> host = entry.host().or(source.grant()::defaultHost);
    Optional<String> registry = host.map(addresses::shownHost);
    Optional<String> repository =
        entry.repository().map(path -> addresses.shownPath(registry, path));
    if (entry.ignored().isPresent()) {
      return new Found(entry, from, registry, repository, Optional.empty(), Optional.empty());
    }
    return switch (addresses.address(entry, source.grant())) {
      case Addressed.Refused(Reason reason) -> {
        if (!explain) {
          // The answer says so, too, but a registry reads none.
          LOG.infof(
              "An event of source %s about %s/%s:%s goes no further: %s",
              source.name(),
              registry.orElse("(no registry named)"),
              repository.orElse(""),
              entry.tag().orElse(""),
              reason.word());
        }
        yield new Found(entry, from, registry, repository, Optional.of(reason), Optional.empty());
      }
      case Addressed.To(TagKey key) ->
          new Found(
              entry,
              from,
              registry,
              repository,
              Optional.empty(),
              Optional.of(PushEvents.of(entry, key, source.name())));
    };
  }
}

package dev.tagfast.intake;

import dev.tagfast.NotNow;
import dev.tagfast.PushHandler;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;
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
 * Takes registries' notifications apart. Each entry becomes something {@link Found}; what matters
 * of that goes one of two ways, through the pipeline or to the broker, and is answered for.
 */
@ApplicationScoped
public class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final Fate FORWARDED = new Fate.Forwarded();

  /** Twice as many as Event Grid puts into a batch. Each is answered for, with some 300 bytes. */
  private static final int MOST = 10_000;

  private final AddressBook addresses;
  private final DeletedTags deleted;
  private final PushHandler pipeline;
  private final Deliveries deliveries;
  private final Forwarding forwarding;

  /** Knows the listed registries, what was deleted with what, and where events go. */
  public Notifications(
      AddressBook addresses,
      DeletedTags deleted,
      PushHandler pipeline,
      Deliveries deliveries,
      Forwarding forwarding) {
    this.addresses = addresses;
    this.deleted = deleted;
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
   * @throws RequestRefused if it has more than {@value #MOST} entries
   * @throws NotNow if an entry could not be done or handed on by then; the others are
   */
  Taken take(
      ConfiguredSource source, List<Notification> notifications, boolean explain, Bound bound) {
    List<Found> all = new ArrayList<>();
    for (Notification notification : notifications) {
      switch (read(source.dialect(), notification)) {
        case Reading.Entries(List<DialectEntry> entries) -> {
          if (all.size() + entries.size() > MOST) {
            throw new RequestRefused(
                new Problem(
                    ProblemType.TOO_LARGE, "a request has at most %d entries".formatted(MOST)));
          }
          entries.forEach(entry -> all.add(find(entry, notification, source, explain)));
        }
        case Reading.Handshake(var answer) -> {
          return new Taken.Handshake(answer);
        }
      }
    }
    return source.forwards() ? handOn(all, explain, bound) : handle(all, explain, bound);
  }

  /** A configured format reads whatever comes; but of CloudEvents only those that are its own. */
  private static Reading read(Dialect dialect, Notification notification) {
    return notification.isEvent() && !dialect.recognises(notification)
        ? Reading.of(DialectEntry.ignored(Ignored.OTHER_FORMAT, notification.eventId()))
        : dialect.read(notification);
  }

  private Found find(
      DialectEntry entry, Notification from, ConfiguredSource source, boolean explain) {
    Optional<String> registry =
        entry.host().or(source.grant()::defaultHost).map(addresses::shownHost);
    Optional<String> repository =
        entry.repository().map(path -> addresses.shownPath(registry, path));
    Matter matter = addresses.matter(entry, source.grant(), source.name());
    if (matter instanceof Matter.Refused(Reason reason) && !explain) {
      // The answer says so, too, but a registry reads none.
      LOG.infof(
          "An event of source %s about %s/%s:%s goes no further: %s",
          source.name(),
          registry.orElse("(no registry named)"),
          repository.orElse(""),
          entry.tag().orElse(""),
          reason.word());
    }
    return new Found(entry, from, registry, repository, matter);
  }

  /**
   * The way to the broker. A delete without a tag goes as it is: this may be an instance without a
   * ledger, and who handles it has one.
   */
  private Taken handOn(List<Found> all, boolean explain, Bound bound) {
    List<Found> matters = all.stream().filter(found -> found.event().isPresent()).toList();
    if (!explain) {
      forwarding.forward(matters, bound);
    }
    List<WebhookAnswer.Entry> answers =
        all.stream()
            .map(found -> WebhookAnswer.Entry.of(found, found.event().map(_ -> FORWARDED)))
            .toList();
    return new Taken.Events(new WebhookAnswer(answers), !explain && !matters.isEmpty());
  }

  /** The way through the pipeline, tag by tag. */
  private Taken handle(List<Found> all, boolean explain, Bound bound) {
    Postponed postponed = new Postponed();
    List<Looks> looks = all.stream().map(found -> lookUp(found, postponed)).toList();
    List<List<PushEvent>> tags = looks.stream().map(Looks::tags).toList();
    Iterator<Fate> fates = (explain ? explain(tags) : deliveries.deliver(tags, bound)).iterator();
    if (!explain) {
      postponed.throwIfAny();
    }
    List<WebhookAnswer.Entry> answers = new ArrayList<>();
    for (Looks one : looks) {
      if (one.tags().isEmpty()) {
        answers.add(WebhookAnswer.Entry.of(one.found(), Optional.empty()));
      }
      for (PushEvent _ : one.tags()) {
        answers.add(WebhookAnswer.Entry.of(one.found(), Optional.of(fates.next())));
      }
    }
    return new Taken.Events(new WebhookAnswer(answers), false);
  }

  private Looks lookUp(Found found, Postponed postponed) {
    try {
      return new Looks(found, found.event().map(deleted::tagsOf).orElse(List.of()));
    } catch (NotNow e) {
      postponed.add(e);
      return new Looks(found.refused(Reason.CLUSTER_UNAVAILABLE), List.of());
    }
  }

  private List<Fate> explain(List<List<PushEvent>> tags) {
    return tags.stream()
        .flatMap(List::stream)
        .<Fate>map(event -> new Fate.Done(pipeline.handle(event, true)))
        .toList();
  }

  /** What was found, and the tags to look at for it: several only for a delete that names none. */
  private record Looks(Found found, List<PushEvent> tags) {}
}

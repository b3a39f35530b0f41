package dev.tagfast.intake.webhook;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.delivery.AnswerDeadline;
import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.delivery.EventDelivery;
import dev.tagfast.intake.delivery.EventStatus;
import dev.tagfast.intake.delivery.Forwarding;
import dev.tagfast.intake.delivery.PostponedEvents;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.source.ClassifiedEntry;
import dev.tagfast.intake.source.ConfiguredSource;
import dev.tagfast.intake.source.Relevance;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes registries' notifications apart. Each entry becomes something {@link ClassifiedEntry}; what
 * matters of that goes one of two ways, through the pipeline or to the broker, and is answered for.
 */
@ApplicationScoped
public class NotificationHandler {
  private static final Logger LOG = Logger.getLogger(NotificationHandler.class);
  private static final EventStatus FORWARDED = new EventStatus.Forwarded();

  /** Twice as many as Event Grid puts into a batch. Each is answered for, with some 300 bytes. */
  private static final int MOST = 10_000;

  private final TagLocator locator;
  private final DeletedTags deleted;
  private final PushHandler pipeline;
  private final EventDelivery eventDelivery;
  private final Forwarding forwarding;

  /** Knows the listed registries, what was deleted with what, and where events go. */
  public NotificationHandler(
      TagLocator locator,
      DeletedTags deleted,
      PushHandler pipeline,
      EventDelivery eventDelivery,
      Forwarding forwarding) {
    this.locator = locator;
    this.deleted = deleted;
    this.pipeline = pipeline;
    this.eventDelivery = eventDelivery;
    this.forwarding = forwarding;
  }

  /**
   * Takes the notifications of one request of a known caller. All of them are read before the first
   * is handled.
   *
   * @param explain say what would be decided, change nothing
   * @param deadline when the caller has to be answered; who asks for an explanation waits
   * @throws dev.tagfast.intake.dialect.MalformedBody if it is not the source's envelope
   * @throws RequestRefused if it has more than {@value #MOST} entries
   * @throws TemporaryFailure if an entry could not be done or handed on by then; the others are
   */
  public WebhookResult take(
      ConfiguredSource source,
      List<Notification> notifications,
      boolean explain,
      AnswerDeadline deadline) {
    List<ClassifiedEntry> all = new ArrayList<>();
    for (Notification notification : notifications) {
      switch (read(source.dialect(), notification)) {
        case Reading.Entries(List<NotificationEntry> entries) -> {
          if (all.size() + entries.size() > MOST) {
            throw new RequestRefused(
                new ProblemDetail(
                    ProblemType.TOO_LARGE, "a request has at most %d entries".formatted(MOST)));
          }
          entries.forEach(entry -> all.add(find(entry, notification, source, explain)));
        }
        case Reading.Handshake(var answer) -> {
          return new WebhookResult.Handshake(answer);
        }
      }
    }
    return source.forwards() ? handOn(all, explain, deadline) : handle(all, explain, deadline);
  }

  /** A configured format reads whatever comes; but of CloudEvents only those that are its own. */
  private static Reading read(Dialect dialect, Notification notification) {
    return notification.isEvent() && !dialect.recognises(notification)
        ? Reading.of(NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, notification.eventId()))
        : dialect.read(notification);
  }

  private ClassifiedEntry find(
      NotificationEntry entry, Notification from, ConfiguredSource source, boolean explain) {
    Optional<String> registry =
        entry.host().or(source.scope()::defaultHost).map(locator::shownHost);
    Optional<String> repository = entry.repository().map(path -> locator.shownPath(registry, path));
    Relevance relevance = locator.classify(entry, source.scope(), source.name());
    if (relevance instanceof Relevance.Refused(Reason reason) && !explain) {
      // The answer says so, too, but a registry reads none.
      LOG.infof(
          "An event of source %s about %s/%s:%s goes no further: %s",
          source.name(),
          registry.orElse("(no registry named)"),
          repository.orElse(""),
          entry.tag().orElse(""),
          reason.word());
    }
    return new ClassifiedEntry(entry, from, registry, repository, relevance);
  }

  /**
   * The way to the broker. A delete without a tag goes as it is: this may be an instance without a
   * ledger, and who handles it has one.
   */
  private WebhookResult handOn(
      List<ClassifiedEntry> all, boolean explain, AnswerDeadline deadline) {
    List<ClassifiedEntry> matters =
        all.stream().filter(classified -> classified.event().isPresent()).toList();
    if (!explain) {
      forwarding.forward(matters, deadline);
    }
    List<WebhookAnswer.Entry> answers =
        all.stream()
            .map(
                classified ->
                    WebhookAnswer.Entry.of(classified, classified.event().map(_ -> FORWARDED)))
            .toList();
    return new WebhookResult.Events(new WebhookAnswer(answers), !explain && !matters.isEmpty());
  }

  /** The way through the pipeline, tag by tag. */
  private WebhookResult handle(
      List<ClassifiedEntry> all, boolean explain, AnswerDeadline deadline) {
    PostponedEvents postponed = new PostponedEvents();
    List<Looks> looks = all.stream().map(classified -> lookUp(classified, postponed)).toList();
    List<List<PushEvent>> tags = looks.stream().map(Looks::tags).toList();
    Iterator<EventStatus> statuses =
        (explain ? explain(tags) : eventDelivery.deliver(tags, deadline)).iterator();
    if (!explain) {
      postponed.throwIfAny();
    }
    List<WebhookAnswer.Entry> answers = new ArrayList<>();
    for (Looks one : looks) {
      if (one.tags().isEmpty()) {
        answers.add(WebhookAnswer.Entry.of(one.classified(), Optional.empty()));
      }
      for (PushEvent _ : one.tags()) {
        answers.add(WebhookAnswer.Entry.of(one.classified(), Optional.of(statuses.next())));
      }
    }
    return new WebhookResult.Events(new WebhookAnswer(answers), false);
  }

  private Looks lookUp(ClassifiedEntry classified, PostponedEvents postponed) {
    try {
      return new Looks(classified, classified.event().map(deleted::tagsOf).orElse(List.of()));
    } catch (TemporaryFailure e) {
      postponed.add(e);
      return new Looks(classified.refused(Reason.CLUSTER_UNAVAILABLE), List.of());
    }
  }

  private List<EventStatus> explain(List<List<PushEvent>> tags) {
    return tags.stream()
        .flatMap(List::stream)
        .<EventStatus>map(event -> new EventStatus.Done(pipeline.handle(event, true)))
        .toList();
  }

  /** What was found, and the tags to look at for it: several only for a delete that names none. */
  private record Looks(ClassifiedEntry classified, List<PushEvent> tags) {}
}

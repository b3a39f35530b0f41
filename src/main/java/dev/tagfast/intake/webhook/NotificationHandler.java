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
import dev.tagfast.intake.source.Refusals;
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
 * Handles the notifications that registries send to the webhook door. It classifies each entry
 * ({@link ClassifiedEntry}). A relevant entry goes through the pipeline, or to the broker if the
 * source forwards. Every entry is answered.
 */
@ApplicationScoped
public class NotificationHandler {
  private static final Logger LOG = Logger.getLogger(NotificationHandler.class);
  private static final EventStatus FORWARDED = new EventStatus.Forwarded();

  /**
   * The most entries of one request: twice what Event Grid puts into a batch. The answer needs some
   * 300 bytes for each.
   */
  private static final int MAX_ENTRIES = 10_000;

  private final TagLocator locator;
  private final DeletedTags deleted;
  private final PushHandler pipeline;
  private final EventDelivery eventDelivery;
  private final Forwarding forwarding;
  private final Refusals refusals;

  public NotificationHandler(
      TagLocator locator,
      DeletedTags deleted,
      PushHandler pipeline,
      EventDelivery eventDelivery,
      Forwarding forwarding,
      Refusals refusals) {
    this.locator = locator;
    this.deleted = deleted;
    this.pipeline = pipeline;
    this.eventDelivery = eventDelivery;
    this.forwarding = forwarding;
    this.refusals = refusals;
  }

  /**
   * Handles the notifications of one request, whose caller is authenticated. It reads all of them
   * before it handles the first.
   *
   * @param explain answer what would be decided, and change nothing
   * @param deadline when the caller must be answered; ignored with {@code explain}
   * @throws dev.tagfast.intake.notification.MalformedBody if a body is not the envelope of the
   *     source's format
   * @throws RequestRefused if the request has more than {@value #MAX_ENTRIES} entries
   * @throws TemporaryFailure if an entry was not recorded or forwarded by the deadline; the other
   *     entries are handled
   */
  public WebhookResult handle(
      ConfiguredSource source,
      List<Notification> notifications,
      boolean explain,
      AnswerDeadline deadline) {
    PostponedEvents postponed = new PostponedEvents();
    List<ClassifiedEntry> all = new ArrayList<>();
    for (Notification notification : notifications) {
      switch (read(source.dialect(), notification)) {
        case Reading.Entries(List<NotificationEntry> entries) -> {
          if (all.size() + entries.size() > MAX_ENTRIES) {
            throw new RequestRefused(
                new ProblemDetail(
                    ProblemType.TOO_LARGE,
                    "a request has at most %d entries".formatted(MAX_ENTRIES)));
          }
          entries.forEach(
              entry -> all.add(classify(entry, notification, source, explain, postponed)));
        }
        case Reading.Handshake(var answer) -> {
          return new WebhookResult.Handshake(answer);
        }
      }
    }
    return source.forwards()
        ? forward(all, explain, deadline, postponed)
        : process(all, explain, deadline, postponed);
  }

  /**
   * Reads a notification in the source's format. A CloudEvent that the dialect does not recognise
   * becomes an ignored entry; any other body is read.
   */
  private static Reading read(Dialect dialect, Notification notification) {
    return notification.isEvent() && !dialect.recognises(notification)
        ? Reading.of(NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, notification.eventId()))
        : dialect.read(notification);
  }

  private ClassifiedEntry classify(
      NotificationEntry entry,
      Notification from,
      ConfiguredSource source,
      boolean explain,
      PostponedEvents postponed) {
    Optional<String> registry = locator.displayHost(entry, source.scope());
    Optional<String> repository =
        entry.repository().map(path -> locator.displayPath(registry, path));
    Relevance relevance;
    try {
      relevance = locator.classify(entry, source.scope(), source.name());
      if (!explain) {
        locator
            .otherName(entry, source.scope())
            .ifPresent(
                said ->
                    LOG.infof(
                        "source %s calls its registry %s, which is no name of it: its event is taken as"
                            + " one of the source's registry",
                        source.name(), said));
      }
    } catch (TemporaryFailure e) {
      postponed.add(e);
      relevance = new Relevance.Refused(Reason.CLUSTER_UNAVAILABLE);
    }
    if (relevance instanceof Relevance.Refused(Reason reason) && !explain) {
      refusals.refused(
          source.name(),
          registry,
          "%s/%s:%s"
              .formatted(
                  registry.orElse("(no registry named)"),
                  repository.orElse(""),
                  entry.tag().orElse("")),
          reason);
    }
    return new ClassifiedEntry(entry, from, registry, repository, relevance);
  }

  /**
   * Forwards the relevant entries to the broker. A delete without a tag is forwarded as it is: this
   * instance may have no ledger, and the instance that handles the event looks the tags up.
   */
  private WebhookResult forward(
      List<ClassifiedEntry> all,
      boolean explain,
      AnswerDeadline deadline,
      PostponedEvents postponed) {
    List<ClassifiedEntry> relevant =
        all.stream().filter(classified -> classified.event().isPresent()).toList();
    if (!explain) {
      forwarding.forward(relevant, deadline);
      postponed.throwIfAny();
    }
    List<WebhookAnswer.Entry> answers =
        all.stream()
            .map(
                classified ->
                    WebhookAnswer.Entry.of(classified, classified.event().map(_ -> FORWARDED)))
            .toList();
    return new WebhookResult.Events(new WebhookAnswer(answers), !explain && !relevant.isEmpty());
  }

  /** Handles the relevant entries in the pipeline, tag by tag. */
  private WebhookResult process(
      List<ClassifiedEntry> all,
      boolean explain,
      AnswerDeadline deadline,
      PostponedEvents postponed) {
    List<EntryTags> entries =
        all.stream().map(classified -> tagsOf(classified, postponed)).toList();
    List<List<PushEvent>> tags = entries.stream().map(EntryTags::tags).toList();
    Iterator<EventStatus> statuses =
        (explain ? explain(tags) : eventDelivery.deliver(tags, deadline)).iterator();
    if (!explain) {
      postponed.throwIfAny();
    }
    List<WebhookAnswer.Entry> answers = new ArrayList<>();
    for (EntryTags one : entries) {
      if (one.tags().isEmpty()) {
        answers.add(WebhookAnswer.Entry.of(one.classified(), Optional.empty()));
      }
      for (PushEvent _ : one.tags()) {
        answers.add(WebhookAnswer.Entry.of(one.classified(), Optional.of(statuses.next())));
      }
    }
    return new WebhookResult.Events(new WebhookAnswer(answers), false);
  }

  private EntryTags tagsOf(ClassifiedEntry classified, PostponedEvents postponed) {
    try {
      return new EntryTags(classified, classified.event().map(deleted::tagsOf).orElse(List.of()));
    } catch (TemporaryFailure e) {
      postponed.add(e);
      return new EntryTags(classified.refused(Reason.CLUSTER_UNAVAILABLE), List.of());
    }
  }

  private List<EventStatus> explain(List<List<PushEvent>> tags) {
    return tags.stream()
        .flatMap(List::stream)
        .<EventStatus>map(event -> new EventStatus.Done(pipeline.handle(event, true)))
        .toList();
  }

  /**
   * An entry and the tags to check for it: none, one, or several for a delete that names no tag.
   */
  private record EntryTags(ClassifiedEntry classified, List<PushEvent> tags) {}
}

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
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes registries' notifications apart and hands what matters to the pipeline. */
@ApplicationScoped
public class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  private final AddressBook addresses;
  private final DeletedTags deleted;
  private final PushHandler pipeline;

  /** Knows the listed registries, what was deleted with what, and where events go. */
  public Notifications(AddressBook addresses, DeletedTags deleted, PushHandler pipeline) {
    this.addresses = addresses;
    this.deleted = deleted;
    this.pipeline = pipeline;
  }

  /**
   * Takes the notifications of one request of a known caller. All of them are read before the first
   * is handled.
   *
   * @param explain say what would be decided, change nothing
   * @throws dev.tagfast.intake.dialect.MalformedBody if it is not the source's envelope
   * @throws NotNow if an entry could not be done now; the others are done
   */
  Taken take(ConfiguredSource source, List<Notification> notifications, boolean explain) {
    List<DialectEntry> entries = new ArrayList<>();
    for (Notification notification : notifications) {
      switch (read(source.dialect(), notification)) {
        case Reading.Entries(List<DialectEntry> found) -> entries.addAll(found);
        case Reading.Handshake(var answer) -> {
          return new Taken.Handshake(answer);
        }
      }
    }
    List<WebhookAnswer.Entry> answers = new ArrayList<>();
    Postponed postponed = new Postponed();
    for (DialectEntry entry : entries) {
      try {
        for (DialectEntry about : deleted.resolve(entry, source.grant())) {
          answers.add(answer(about, source, explain));
        }
      } catch (NotNow e) {
        if (explain) {
          answers.add(refused(entry, source, Reason.CLUSTER_UNAVAILABLE));
        } else {
          postponed.add(e);
        }
      }
    }
    postponed.throwIfAny();
    return new Taken.Events(new WebhookAnswer(answers));
  }

  /** A configured format reads whatever comes; but of CloudEvents only those that are its own. */
  private static Reading read(Dialect dialect, Notification notification) {
    return notification.isEvent() && !dialect.recognises(notification)
        ? Reading.of(DialectEntry.ignored(Ignored.OTHER_FORMAT, notification.eventId()))
        : dialect.read(notification);
  }

  private WebhookAnswer.Entry refused(DialectEntry entry, ConfiguredSource source, Reason why) {
    Optional<String> registry = registry(entry, source);
    return WebhookAnswer.Entry.of(
        entry, registry, repository(entry, registry), Optional.of(why), Optional.empty());
  }

  private Optional<String> registry(DialectEntry entry, ConfiguredSource source) {
    return entry.host().or(source.grant()::defaultHost).map(addresses::shownHost);
  }

  private Optional<String> repository(DialectEntry entry, Optional<String> registry) {
    return entry.repository().map(path -> addresses.shownPath(registry, path));
  }

  private WebhookAnswer.Entry answer(DialectEntry entry, ConfiguredSource source, boolean explain) {
    Optional<String> registry = registry(entry, source);
    Optional<String> repository = repository(entry, registry);
    if (entry.ignored().isPresent()) {
      return WebhookAnswer.Entry.of(
          entry, registry, repository, Optional.empty(), Optional.empty());
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
        yield refused(entry, source, reason);
      }
      case Addressed.To(TagKey key) -> {
        Outcome outcome = pipeline.handle(PushEvents.of(entry, key, source.name()), explain);
        yield WebhookAnswer.Entry.of(
            entry, registry, repository, Optional.empty(), Optional.of(outcome));
      }
    };
  }
}

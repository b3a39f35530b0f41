package dev.tagfast.intake;

import dev.tagfast.NotNow;
import dev.tagfast.PushHandler;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes a registry's notification apart and hands what matters to the pipeline. */
@ApplicationScoped
public class Notifications {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  private final AddressBook addresses;
  private final PushHandler pipeline;

  /** Knows the listed registries, and where events go. */
  public Notifications(AddressBook addresses, PushHandler pipeline) {
    this.addresses = addresses;
    this.pipeline = pipeline;
  }

  /**
   * Takes a body of a known caller.
   *
   * @param explain say what would be decided, change nothing
   * @throws dev.tagfast.intake.dialect.MalformedBody if it is not the source's envelope
   * @throws NotNow if an entry could not be done now; the others are done
   */
  WebhookAnswer take(ConfiguredSource source, byte[] body, boolean explain) {
    List<WebhookAnswer.Entry> answers = new ArrayList<>();
    Postponed postponed = new Postponed();
    for (DialectEntry entry : source.dialect().read(body)) {
      try {
        answers.add(answer(entry, source, explain));
      } catch (NotNow e) {
        postponed.add(e);
      }
    }
    postponed.throwIfAny();
    return new WebhookAnswer(answers);
  }

  private WebhookAnswer.Entry answer(DialectEntry entry, ConfiguredSource source, boolean explain) {
    Optional<String> host = entry.host().or(source.grant()::defaultHost);
    Optional<String> registry = host.map(addresses::shownHost);
    Optional<String> repository =
        entry.repository().map(path -> addresses.shownPath(registry, path));
    if (entry.ignored().isPresent()) {
      return WebhookAnswer.Entry.of(
          entry, registry, repository, Optional.empty(), Optional.empty());
    }
    Addressed addressed =
        addresses.address(
            host, entry.repository().orElse(""), entry.tag().orElse(""), source.grant());
    return switch (addressed) {
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
        yield WebhookAnswer.Entry.of(
            entry, registry, repository, Optional.of(reason), Optional.empty());
      }
      case Addressed.To(TagKey key) -> {
        Outcome outcome = pipeline.handle(event(entry, key, source), explain);
        yield WebhookAnswer.Entry.of(
            entry, registry, repository, Optional.empty(), Optional.of(outcome));
      }
    };
  }

  private static PushEvent event(DialectEntry entry, TagKey key, ConfiguredSource source) {
    PushEvent.Action action =
        switch (entry.action()) {
          case PUSH -> PushEvent.Action.PUSH;
          case DELETE -> PushEvent.Action.DELETE;
          case OTHER -> throw new IllegalArgumentException("ignored before: " + entry);
        };
    return new PushEvent(
        action,
        key,
        entry.digest(),
        entry.mediaType(),
        entry.id(),
        entry.actor(),
        entry.pushedAt(),
        source.name());
  }
}

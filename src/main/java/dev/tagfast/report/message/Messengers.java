package dev.tagfast.report.message;

import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Silences;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The channels of the configured messengers. They share one template engine, made when used. */
@ApplicationScoped
public class Messengers {
  private final List<ReportChannel> channels;

  public Messengers(
      Settings settings,
      ImageTagLinks objects,
      Silences silences,
      HttpPost http,
      InstantSource clock) {
    List<Receiver> receivers = Receivers.all(settings);
    OnFirstUse templates = new OnFirstUse();
    channels =
        receivers.isEmpty()
            ? List.of()
            : channels(
                receivers,
                new MessageChannel.Tools(
                    templates::get,
                    objects,
                    silences,
                    new PageLinks(settings),
                    http,
                    settings.report().timeout(),
                    clock));
  }

  private static List<ReportChannel> channels(
      List<Receiver> receivers, MessageChannel.Tools tools) {
    return receivers.stream()
        .<ReportChannel>map(receiver -> new MessageChannel(receiver, tools))
        .toList();
  }

  /** One channel for each messenger. */
  public List<ReportChannel> channels() {
    return channels;
  }

  private static final class OnFirstUse {
    private final Lock lock = new ReentrantLock();
    private Optional<MessageTemplates> made = Optional.empty();

    MessageTemplates get() {
      lock.lock();
      try {
        MessageTemplates templates = made.orElseGet(MessageTemplates::new);
        made = Optional.of(templates);
        return templates;
      } finally {
        lock.unlock();
      }
    }
  }
}

package dev.tagfast.report.message;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Silences;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.http.PostResult;
import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.report.message.MessageTemplates.BadTemplate;
import dev.tagfast.settings.Settings.MessengerType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells one messenger. Its address and secret are credentials: nothing but the host is shown. An
 * own template that does not work stops no message: the ready one is sent instead, and says so.
 */
final class MessageChannel implements ReportChannel {
  private static final Logger LOG = Logger.getLogger(MessageChannel.class);
  private static final int LONGEST_WHY = 300;
  private static final String NOTE =
      "The template of this messenger does not work: see the log of Tagfast.";

  private final Receiver receiver;
  private final Tools tools;
  private final AtomicReference<String> lastComplaint = new AtomicReference<>("");

  /** What all messengers share. */
  record Tools(
      Supplier<MessageTemplates> templates,
      ImageTagLinks objects,
      Silences silences,
      PageLinks pages,
      HttpPost http,
      Duration timeout,
      InstantSource clock) {}

  MessageChannel(Receiver receiver, Tools tools) {
    this.receiver = receiver;
    this.tools = tools;
  }

  @Override
  public String name() {
    return receiver.name();
  }

  @Override
  public boolean takes(Report report) {
    return receiver.route().takes(report);
  }

  /** Workloads of one look of which the same is told; an incident is always about one workload. */
  @Override
  public String groupOf(Report report) {
    return report.rollout().isEmpty() || receiver.service().keepsIncidents()
        ? report.id()
        : String.join(
            "\n",
            report.kind().type(),
            report.reason().word(),
            report.key().toString(),
            report.to().map(Object::toString).orElse(""));
  }

  @Override
  public DeliveryResult deliver(Report report) {
    return deliver(List.of(report));
  }

  @Override
  public DeliveryResult deliver(List<Report> group) {
    Report first = group.getFirst();
    if (!takes(first)) {
      return new NotApplicable();
    }
    Optional<Instant> silence = silence(first);
    if (silence.isPresent()) {
      LOG.infof(
          "%s is not told of %s %s: silenced until %s",
          name(), first.kind(), first.id(), silence.get());
      return new NotApplicable();
    }
    return receiver
        .template()
        .flatMap(file -> byOwnTemplate(file, group))
        .orElseGet(() -> byReadyTemplate(group));
  }

  /** An incident that was told before the silence is ended all the same. */
  private Optional<Instant> silence(Report report) {
    return receiver.service().keepsIncidents() && Incident.of(report).isOver()
        ? Optional.empty()
        : tools
            .silences()
            .until(report.key())
            .filter(until -> until.isAfter(tools.clock().instant()));
  }

  /** Empty: the own template does not work, and the ready one is to be used. */
  private Optional<DeliveryResult> byOwnTemplate(String file, List<Report> group) {
    String path = file.startsWith("file:") ? file.substring("file:".length()) : file;
    try {
      String text = Files.readString(Path.of(path));
      DeliveryResult result = result(send(group, fill(path, text, group, Optional.empty())));
      if (result instanceof Refused(String why) && hasReadyTemplate()) {
        complain(path, why);
        return Optional.empty();
      }
      return Optional.of(result);
    } catch (IOException | InvalidPathException e) {
      return badTemplate(path, "it cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (BadTemplate e) {
      return badTemplate(path, String.valueOf(e.getMessage()));
    }
  }

  private Optional<DeliveryResult> badTemplate(String path, String why) {
    complain(path, why);
    return hasReadyTemplate()
        ? Optional.empty()
        : Optional.of(new Undelivered("its template " + path + " does not work: " + why));
  }

  private void complain(String path, String why) {
    if (!lastComplaint.getAndSet(why).equals(why)) {
      LOG.warnf(
          "The template %s of %s does not work: %s%s",
          UntrustedText.clean(path, LONGEST_WHY),
          name(),
          why,
          hasReadyTemplate() ? ". The ready template is sent until it does." : "");
    }
  }

  private boolean hasReadyTemplate() {
    return Service.template(receiver.type()).isPresent();
  }

  private DeliveryResult byReadyTemplate(List<Report> group) {
    String resource = Service.template(receiver.type()).orElseThrow();
    try {
      return result(
          send(
              group,
              fill(
                  resource,
                  MessageTemplates.ready(resource),
                  group,
                  receiver.template().map(_ -> NOTE))));
    } catch (BadTemplate e) {
      throw new IllegalStateException(resource, e);
    }
  }

  private String fill(String name, String template, List<Report> group, Optional<String> note)
      throws BadTemplate {
    Report first = group.getFirst();
    MessageText text =
        MessageText.of(group, tools.objects().of(first.key()), receiver.service(), note);
    return tools
        .templates()
        .get()
        .fill(
            name,
            template,
            MessageData.of(group, text, tools.pages().of(first, receiver.commitHosts()), receiver));
  }

  private PostResult send(List<Report> group, String message) {
    String path =
        Service.path(receiver.type(), MessageData.id(group), Incident.of(group.getFirst()));
    Map<String, String> headers = Service.headers(receiver.type(), receiver.secret());
    byte[] body = message.getBytes(StandardCharsets.UTF_8);
    SecretUrl to = path.isEmpty() ? receiver.url() : at(path);
    return receiver.type() == MessengerType.MATRIX
        ? tools.http().put(to, headers, body, tools.timeout())
        : tools.http().send(to, headers, body, tools.timeout());
  }

  private SecretUrl at(String path) {
    return new SecretUrl(URI.create(receiver.url().url().toString().replaceAll("/+$", "") + path));
  }

  private DeliveryResult result(PostResult answer) {
    SecretUrl to = receiver.url();
    return switch (answer) {
      case Status status when status.isTaken() -> new Delivered();
      case Status status when status.isTemporary() ->
          new Undelivered(
              "the webhook at %s answered %d".formatted(to, status.code()), status.retryAfter());
      case Status(int code, Optional<Duration> _) ->
          new Refused(
              "the webhook at %s answered %d: is %s still the right one?"
                  .formatted(to, code, receiver.urlSetting()));
      case NoAnswer(String why) -> new Undelivered("the webhook at " + to + ": " + why);
    };
  }
}

package dev.tagfast.cli;

import dev.tagfast.cli.view.SafeText;
import dev.tagfast.image.Digest;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.intake.notification.Content;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: what would be understood of a registry's notification. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    version = CommandTree.VERSION,
    description = {
      "What would be understood of a registry's notification: its format, and what happened. It needs"
          + " no cluster.",
      "What would be decided, ask Tagfast: POST /webhooks/SOURCE?explain=true."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final long LONGEST = 4L << 20;

  @Parameters(paramLabel = "FILE", description = "the body of the notification; - is stdin")
  String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description = "as in tagfast.sources.NAME.format (auto)")
  String format = "auto";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME: VALUE",
      description = "a header that tells the format, e.g. 'X-GitHub-Event: package'")
  List<String> headers = new ArrayList<>();

  private final Shell shell;

  ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Notification notification =
        new Notification(named(), Map.of(), Optional.empty(), Content.of(body()));
    Dialect dialect =
        Dialect.named(format).orElseThrow(() -> new Refused("There is no format " + format + "."));
    Optional<Dialect> recognised =
        Dialect.all().stream().filter(one -> one.recognises(notification)).findFirst();
    say(
        "Format: "
            + (format.equals("auto")
                ? recognised.map(Dialect::name).orElse("none is recognised")
                : format
                    + recognised
                        .filter(one -> !one.name().equals(format))
                        .map(one -> ", although it looks like " + one.name())
                        .orElse("")));
    Reading reading;
    try {
      reading = dialect.read(notification);
    } catch (MalformedBody e) {
      throw new Refused("It would be answered 400: " + e.getMessage());
    }
    switch (reading) {
      case Reading.Handshake(Map<String, String> answer) ->
          say("It is a handshake, and would be answered " + answer.keySet() + ".");
      case Reading.Entries(List<NotificationEntry> entries) -> entries.forEach(this::explain);
    }
    return Exit.OK;
  }

  private void explain(NotificationEntry entry) {
    String image =
        entry.host().map(host -> host + "/").orElse("")
            + entry.repository().orElse("(no repository)")
            + entry.tag().map(tag -> ":" + tag).orElse("");
    say(
        "%s of %s%s%s"
            .formatted(
                entry.action().word(),
                image,
                entry.digest().map(Digest::value).map(value -> "@" + value).orElse(""),
                entry.actor().map(actor -> " by " + actor).orElse("")));
    say(
        entry
            .ignored()
            .map(IgnoreReason::word)
            .map(word -> "  It would be ignored: " + word + ".")
            .orElse(
                entry.host().isPresent()
                    ? "  Tagfast would ask this registry what the tag shows now, if it is listed."
                    : "  It names no registry: the source needs a default-registry."));
  }

  private Headers named() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Content-Type", "application/json");
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new Refused("-H wants NAME: VALUE.");
      }
      all.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    return Headers.of(all.entrySet());
  }

  private byte[] body() {
    try {
      if (file.equals("-")) {
        return System.in.readNBytes(Math.toIntExact(LONGEST));
      }
      Path path = Path.of(file);
      if (Files.size(path) > LONGEST) {
        throw new Refused(file + " is longer than any notification.");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Refused(file + " cannot be read: " + e.getMessage());
    }
  }

  private void say(String sentence) {
    shell.out().println(SafeText.line(sentence));
  }
}

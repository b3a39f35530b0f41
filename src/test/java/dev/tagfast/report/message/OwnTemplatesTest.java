package dev.tagfast.report.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Samples;
import dev.tagfast.settings.Settings.MessengerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that people write. */
class OwnTemplatesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "file:"})
  void anOwnTemplateSaysWhatItsWriterWants(String prefix) throws IOException {
    Path file = template("{\"on\": \"{tag}\", \"by\": \"{actor}\", \"lines\": {lines.size}}");
    try (Messages messages = Messages.of(MessengerType.WEBHOOK).with("template", prefix + file)) {
      assertThat(messages.channel().deliver(Samples.overwritten("a\"b", "")))
          .isEqualTo(new Delivered());

      assertThat(messages.last())
          .isEqualTo(Messages.json("{\"on\": \"2018-05-12\", \"by\": \"a\\\"b\", \"lines\": 3}"));
    }
  }

  @Test
  void aChangedTemplateIsReadAgain() throws IOException {
    Path file = template("{\"a\": \"{tag}\"}");
    try (Messages messages = Messages.of(MessengerType.WEBHOOK).with("template", file.toString())) {
      var channel = messages.channel();
      channel.deliver(Samples.overwritten());
      template("{\"b\": \"{tag}\"}");
      channel.deliver(Samples.overwritten());

      assertThat(messages.last().has("b")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{#if resolved}never closed",
        "{\"a\": \"{nobodyKnows}\"}",
        "{\"a\": {secret}}",
        "\"{secret}\"",
        "{\"a\": \"{tag.getClass}\"}",
        "{\"text\": \"{text}\"} and more"
      })
  void aTemplateThatDoesNotWorkIsReplacedByTheReadyOneAndNamed(String text) throws IOException {
    Path file = template(text);
    try (Messages messages = Messages.of(MessengerType.SLACK).with("template", file.toString());
        LogCapture log = new LogCapture()) {
      var channel = messages.channel();
      assertThat(channel.deliver(Samples.overwritten())).isEqualTo(new Delivered());
      channel.deliver(Samples.overwritten());

      assertThat(messages.last().has("blocks")).isTrue();
      assertThat(messages.last().toString())
          .contains("The template of this messenger does not work");
      assertThat(log.lines)
          .as("said once")
          .hasSize(1)
          .allMatch(line -> line.contains(file.toString()) && line.contains("does not work: "))
          .noneMatch(line -> line.contains(Messages.SECRET));
    }
  }

  @Test
  void aTemplateThatTheServiceRefusesIsReplaced() throws IOException {
    Path file = template("{\"no\": \"slack message\"}");
    try (Messages messages = Messages.of(MessengerType.SLACK).with("template", file.toString())) {
      messages.place.answering(400);
      messages.channel().deliver(Samples.overwritten());

      assertThat(messages.place.received).hasSize(2);
      assertThat(messages.last().has("blocks")).isTrue();
    }
  }

  @Test
  void aWebhookWithoutAReadyTemplateIsOwedUntilItsOwnWorks() throws IOException {
    Path file = folder.resolve("message.json");
    try (Messages messages = Messages.of(MessengerType.WEBHOOK).with("template", file.toString())) {
      var dispatcher = messages.dispatcher();
      assertThat(dispatcher.tell(Samples.overwritten())).containsExactly("messenger-ops");
      DeliveryResult result = messages.channel().deliver(Samples.overwritten());
      assertThat(result)
          .isInstanceOfSatisfying(
              Undelivered.class,
              it -> assertThat(it.why()).contains(file.toString(), "cannot be read"));

      template("{\"a\": \"{tag}\"}");
      assertThat(dispatcher.tell(Samples.overwritten())).isEmpty();
      assertThat(messages.last().get("a").textValue()).isEqualTo("2018-05-12");
    }
  }

  /** {@code docs/messages.md} names what templates can write. */
  @Test
  void thePageNamesEveryVariable() throws IOException {
    String page = Files.readString(Path.of("docs/messages.md"));
    var documented =
        Pattern.compile("(?m)^\\| (`[^|]+`) \\|")
            .matcher(page.substring(page.indexOf("## Variables")))
            .results()
            .flatMap(it -> Pattern.compile("`([A-Za-z]+)`").matcher(it.group(1)).results())
            .map(it -> it.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    try (Messages messages = Messages.of(MessengerType.SLACK)) {
      Receiver receiver =
          Receivers.all(
                  dev.tagfast.testing.TestSettings.of(
                      Map.of(
                          "tagfast.messengers.ops.type",
                          "slack",
                          "tagfast.messengers.ops.url",
                          messages.place.url("/"))))
              .getFirst();
      var group = java.util.List.of(Samples.overwritten());
      assertThat(documented)
          .isEqualTo(
              new TreeSet<>(
                  MessageData.of(
                          group,
                          MessageText.of(
                              group,
                              java.util.Optional.empty(),
                              receiver.service(),
                              java.util.Optional.empty()),
                          java.util.List.of(),
                          receiver)
                      .keySet()));
    }
  }

  private Path template(String text) throws IOException {
    return Files.writeString(folder.resolve("message.json"), text);
  }
}

package dev.tagfast.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.report.cloudevents.ReportEvents;
import dev.tagfast.testing.TestSettings;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages in docs, the schema and the code say the same. */
class DocumentedReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCS = Path.of("docs");

  private final ReportEvents events = new ReportEvents(TestSettings.of(Map.of()));

  @Test
  void everyReasonIsDocumentedAndNoOther() throws IOException {
    List<String> documented =
        found("(?m)^\\| `([A-Za-z]+)` \\|", "reasons.md").map(row -> row.group(1)).toList();

    assertThat(documented)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::word).toList());
  }

  @Test
  void everyTypeHasItsExampleAndNoOther() throws IOException {
    List<String> headings =
        found("(?m)^### `([a-z.]+)`$", "reports.md").map(row -> row.group(1)).toList();
    List<String> examples = examples().stream().map(it -> it.get("type").textValue()).toList();

    assertThat(headings)
        .isEqualTo(examples)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ReportKind.values()).map(ReportKind::type).toList());
  }

  @Test
  void everyExampleFitsTheSchema() throws IOException {
    for (JsonNode example : examples()) {
      assertThat(schema().validate(example.get("data"))).as(example.toString()).isEmpty();
      assertThat(Arrays.stream(Reason.values()).map(Reason::word))
          .contains(example.at("/data/reason").textValue());
    }
  }

  @ParameterizedTest
  @EnumSource(ReportKind.class)
  void whatIsSentFitsTheSchema(ReportKind kind) throws IOException {
    boolean aboutWorkload = kind.name().startsWith("ROLLOUT") || kind.name().startsWith("DRIFT");
    Report report =
        aboutWorkload
            ? Samples.rollout(kind, Reason.PERSON_HOLDS)
            : Samples.report(
                kind, Reason.TAG_OVERWRITTEN, "mallory", "x".repeat(9_000), Optional.empty());
    CloudEvent event = events.of(report);
    JsonNode data = JSON.readTree(event.getData().toBytes());

    assertThat(schema().validate(data)).isEmpty();
    assertThat(data.has("workload")).isEqualTo(aboutWorkload);
    assertThat(event.getDataSchema()).hasToString(schemaNode().get("$id").textValue());
  }

  @Test
  void whatIsProposedFitsTheSchema() throws IOException {
    JsonNode data = JSON.readTree(events.of(Samples.proposed()).getData().toBytes());

    assertThat(schema().validate(data)).isEmpty();
    assertThat(data.get("proposal"))
        .isEqualTo(
            JSON.readTree(
                """
                {"tool": "Flux",
                 "source": {"kind": "Kustomization", "namespace": "flux-system", "name": "shop"},
                 "gitRepository": "https://git.example/shop/deploy.git",
                 "gitBranch": "main",
                 "gitPath": "apps/pizza",
                 "images": [{"container": "web",
                   "from": "registry.example:5000/pizza:2018-05-12",
                   "to": "registry.example:5000/pizza:2018-05-12@%s"}]}\
                """
                    .formatted(Samples.HAWAII)));
  }

  @Test
  void whatIsSentOfTheImagesFitsTheSchema() throws IOException {
    String longest = "x".repeat(9_000);
    Report report =
        Samples.with(
            Samples.overwritten(),
            Samples.index(
                Samples.build("https://github.com/shop/pizza", "3f2a9c1", "2026-11-20", "1.4.2"),
                "linux/amd64",
                "windows(10.0.20348.2113)/amd64"),
            Samples.chart(Samples.build(longest, longest, longest, longest)));

    JsonNode data = JSON.readTree(events.of(report).getData().toBytes());

    assertThat(schema().validate(data)).isEmpty();
    assertThat(data.get("fromImage"))
        .isEqualTo(
            JSON.readTree(
                """
                {"kind": "Index",
                 "platforms": ["linux/amd64", "windows(10.0.20348.2113)/amd64"],
                 "source": "https://github.com/shop/pizza",
                 "revision": "3f2a9c1",
                 "created": "2026-11-20",
                 "version": "1.4.2"}\
                """));
    assertThat(data.at("/toImage/kind").textValue()).isEqualTo("Chart");
    assertThat(data.at("/toImage/platforms")).isEmpty();
  }

  @Test
  void anImageThatWasNotReadIsNotSent() throws IOException {
    JsonNode data = JSON.readTree(events.of(Samples.overwritten()).getData().toBytes());

    assertThat(data.has("fromImage") || data.has("toImage")).isFalse();
  }

  @Test
  void theExampleOfAnOverwriteIsWhatTheCodeMakes() throws IOException {
    CloudEvent event = events.of(Samples.overwritten());
    JsonNode example = examples().getFirst();

    assertThat(example.get("id").textValue()).isEqualTo(event.getId());
    assertThat(example.get("source").textValue()).isEqualTo(event.getSource().toString());
    assertThat(example.get("subject").textValue()).isEqualTo(event.getSubject());
    assertThat(JSON.readTree(event.getData().toBytes()).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyElementsOf(() -> example.get("data").fieldNames());
  }

  @Test
  void aRegistryWithAnIpv6AddressStillMakesAUri() {
    TagKey key = new TagKey(new Repository("[::1]:5000", "pizza"), Tag.LATEST);
    Report report =
        new Report(
            "0a1b2c3d",
            ReportKind.TAG_HELD,
            key,
            Reason.POLICY_INVALID,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Cause("hub", Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            "",
            Samples.NOW);

    assertThat(events.of(report).getSource()).hasToString("tagfast/%5B::1%5D:5000/pizza:latest");
  }

  private static JsonNode schemaNode() throws IOException {
    return JSON.readTree(Files.readString(DOCS.resolve("schemas/report.json")));
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaNode());
  }

  private static List<JsonNode> examples() throws IOException {
    return found("(?s)```json\n(.*?)```", "reports.md")
        .map(
            block -> {
              try {
                return JSON.readTree(block.group(1));
              } catch (IOException e) {
                throw new AssertionError(block.group(1), e);
              }
            })
        .toList();
  }

  private static Stream<MatchResult> found(String pattern, String page) throws IOException {
    return Pattern.compile(pattern).matcher(Files.readString(DOCS.resolve(page))).results();
  }
}

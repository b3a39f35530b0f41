package dev.tagfast.intake.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMessageTest {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String[] LEGAL = {
    "ce-specversion", "1.0", "ce-id", "1", "ce-source", "/kitchen", "ce-type", "com.example.baked"
  };

  @Test
  void binaryModeTakesItsAttributesFromTheHeaders() {
    CloudEvent event =
        binary(
            "Ce-Specversion", "1.0",
            "CE-ID", "a%20b",
            "ce-source", "urn:kitchen:1",
            "ce-type", "com.example.baked",
            "ce-subject", "Quattro%20%E2%82%AC",
            "ce-time", "2026-04-01T10:15:30+02:00",
            "ce-dataschema", "https://kitchen.example/schema",
            "ce-traceparent", "00-1",
            "Content-Type", "text/plain; charset=utf-8",
            "User-Agent", "x");

    assertThat(event.getId()).isEqualTo("a b");
    assertThat(event.getSubject()).isEqualTo("Quattro €");
    assertThat(event.getTime()).isEqualTo("2026-04-01T10:15:30+02:00");
    assertThat(event.getDataContentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(event.getExtensionNames()).containsExactly("traceparent");
    assertThat(event.getData().toBytes()).asString().isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/vnd.docker.distribution.events.v1+json",
        "application/xml",
        "application/octet-stream",
        "image/svg+xml;q=\"a b\""
      })
  void everyContentTypeOfDataIsLegal(String contentType) {
    assertThat(binary(with("Content-Type", contentType)).getDataContentType())
        .isEqualTo(contentType);
  }

  @Test
  void dataAndItsContentTypeMayBeAbsent() {
    CloudEvent event = single("", LEGAL);

    assertThat(event.getData()).isNull();
    assertThat(event.getDataContentType()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "application/cloudevents+json; charset=UTF-8",
        "Application/CloudEvents+JSON;charset=utf-8"
      })
  void structuredModeIsOneJsonObject(String contentType) {
    CloudEvent event =
        single(
            json("\"data\":{\"a\":[1,null]},\"n\":7,\"yes\":true,\"no\":null"),
            "Content-Type",
            contentType);

    assertThat(event.getId()).isEqualTo("1");
    assertThat(event.getData().toBytes()).asString().isEqualTo("{\"a\":[1,null]}");
    assertThat(event.getExtension("n")).isEqualTo("7");
    assertThat(event.getExtension("yes")).isEqualTo("true");
    assertThat(event.getExtensionNames()).containsExactlyInAnyOrder("n", "yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"data\":\"text\"|\"text\"",
        "\"data\":null|null",
        "\"datacontenttype\":\"text/plain\",\"data\":\"text\"|text",
        "\"datacontenttype\":\"application/problem+json\",\"data\":\"text\"|\"text\"",
        "\"datacontenttype\":\"application/xml\",\"data\":{\"a\":1}|{\"a\":1}",
        "\"data_base64\":\"dGV4dA==\"|text",
        "\"data_base64\":null,\"data\":1|1",
      })
  void structuredDataIsTextJsonOrBase64(String members, String data) {
    assertThat(single(json(members), "Content-Type", STRUCTURED).getData().toBytes())
        .asString()
        .isEqualTo(data);
  }

  @Test
  void structuredModeMayHaveNoData() {
    assertThat(single(json("\"x\":\"\""), "Content-Type", STRUCTURED).getData()).isNull();
  }

  @Test
  void theContentTypeDecidesWhereCeHeadersAreSentBesides() {
    assertThat(single(json("\"x\":\"\""), with("Content-Type", STRUCTURED)).getExtension("x"))
        .isEqualTo("");
  }

  @Test
  void aBatchIsTakenApartInItsOrder() {
    EventMessage message =
        read("[" + json("\"x\":\"1\"") + "," + json("\"x\":\"2\"") + "]", "Content-Type", BATCH);

    assertThat(message)
        .isInstanceOfSatisfying(
            EventMessage.Batch.class,
            batch ->
                assertThat(batch.events())
                    .extracting(event -> event.getExtension("x"))
                    .containsExactly("1", "2"));
    assertThat(read("[]", "Content-Type", BATCH)).isEqualTo(new EventMessage.Batch(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-04-01T10:15:30Z",
        "2026-04-01t10:15:30z",
        "2026-04-01T10:15:30.123456789-12:30",
        "2016-12-31T23:59:60Z"
      })
  void everyTimeOfRfc3339IsLegal(String time) {
    assertThat(binary(with("ce-time", time)).getTime()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "kitchen", "urn:a:b", "mailto:a@example.com", "#x", "?q", "a%20b"})
  void everyUriReferenceIsALegalSource(String source) {
    // Header values are decoded once, so an attribute's own percent sign is encoded.
    assertThat(binary(without("ce-source", "ce-source", source.replace("%", "%25"))).getSource())
        .hasToString(source);
  }

  @ParameterizedTest
  @CsvSource({
    "ce-id, id",
    "ce-source, source",
    "ce-type, type",
    "ce-specversion, specversion",
  })
  void aMissingAttributeIsNamed(String header, String attribute) {
    assertThat(refused("", without(header)).attribute()).hasValue(attribute);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ce-id, '', id",
        "ce-source, '', source",
        "ce-source, not a uri, source",
        "ce-source, %C3%BC, source",
        "ce-source, http://[, source",
        "ce-type, '', type",
        "ce-specversion, 0.3, specversion",
        "ce-specversion, 1.1, specversion",
        "ce-specversion, '', specversion",
        "ce-time, yesterday, time",
        "ce-time, 2026-04-01T10:15Z, time",
        "ce-time, 2026-04-01T10:15:30, time",
        "ce-time, 2026-13-01T10:15:30Z, time",
        "ce-time, '', time",
        "ce-subject, '', subject",
        "ce-dataschema, relative, dataschema",
        "ce-dataschema, '', dataschema",
        "ce-my_ext, x, my_ext",
        "ce-my-ext, x, my-ext",
        "ce-, x, ''",
        "ce-data, x, data",
        "ce-ext, a%00b, ext",
        "ce-id, a%0Ab, id",
        "ce-ext, %EF%BF%BF, ext",
        "Content-Type, nonsense, datacontenttype",
        "Content-Type, '', datacontenttype",
      })
  void anIllegalAttributeIsNamed(String header, String value, String attribute) {
    ProblemDetail problem = refused("body", without(header, header, value));

    assertThat(problem.type()).isEqualTo(ProblemType.BAD_EVENT);
    assertThat(problem.attribute()).hasValue(attribute);
    assertThat(problem.detail()).isNotBlank();
  }

  @Test
  void anAttributeThatIsThereTwiceIsNamed() {
    assertThat(refused("", with("CE-Id", "2")).attribute()).hasValue("id");
  }

  @Test
  void theContentTypeMayBeRepeatedAsCeHeader() {
    assertThat(binary(with("ce-datacontenttype", "application/json")).getId()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|specversion",
        "{\"specversion\":1.0}|specversion",
        "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"}|specversion",
        "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"/\",\"type\":\"t\"}|id",
        "{\"specversion\":\"1.0\",\"id\":null,\"source\":\"/\",\"type\":\"t\"}|id",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":{},\"type\":\"t\"}|source",
      })
  void anIllegalStructuredEventNamesTheAttribute(String body, String attribute) {
    assertThat(refused(body, "Content-Type", STRUCTURED).attribute()).hasValue(attribute);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Upper\":\"x\"|Upper",
        "\"a_b\":\"x\"|a_b",
        "\"ext\":{}|ext",
        "\"ext\":[]|ext",
        "\"ext\":1.5|ext",
        "\"ext\":2147483648|ext",
        "\"subject\":7|subject",
        "\"time\":true|time",
        "\"data\":1,\"data_base64\":\"AA==\"|data_base64",
        "\"data_base64\":\"***\"|data_base64",
        "\"data_base64\":7|data_base64",
      })
  void anIllegalMemberIsNamed(String members, String attribute) {
    assertThat(refused(json(members), "Content-Type", STRUCTURED).attribute()).hasValue(attribute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "7", "null", "{\"id\":", "{} {}"})
  void whatIsNoJsonObjectIsNoStructuredEvent(String body) {
    assertThat(refused(body, "Content-Type", STRUCTURED).type()).isEqualTo(ProblemType.BAD_EVENT);
  }

  @Test
  void oneIllegalEventFailsItsBatchAndSaysWhich() {
    ProblemDetail problem =
        refused("[" + json("\"x\":\"1\"") + ",{\"specversion\":\"1.0\"}]", "Content-Type", BATCH);

    assertThat(problem.attribute()).hasValue("id");
    assertThat(problem.detail()).contains("Event 2 of the batch");
    assertThat(refused("{}", "Content-Type", BATCH).type()).isEqualTo(ProblemType.BAD_EVENT);
    assertThat(refused("[7]", "Content-Type", BATCH).type()).isEqualTo(ProblemType.BAD_EVENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "application/cloudevents",
        "application/cloudevents+avro",
        "application/cloudevents-batch+xml",
        "application/vnd.docker.distribution.events.v1+json",
      })
  void whatIsNoCloudEventAtAllHasTheWrongContentType(String contentType) {
    assertThat(refused("{}", "Content-Type", contentType).type())
        .isEqualTo(ProblemType.CONTENT_TYPE);
    assertThat(refused("{}").type()).isEqualTo(ProblemType.CONTENT_TYPE);
  }

  private static String json(String members) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/kitchen\",\"type\":\"t\","
        + members
        + "}";
  }

  private static String[] with(String... more) {
    List<String> all = new ArrayList<>(List.of(LEGAL));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String[] without(String header, String... more) {
    List<String> all = new ArrayList<>();
    for (int at = 0; at < LEGAL.length; at += 2) {
      if (!LEGAL[at].equals(header)) {
        all.addAll(List.of(LEGAL[at], LEGAL[at + 1]));
      }
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static CloudEvent binary(String... headers) {
    return single("body", headers);
  }

  private static CloudEvent single(String body, String... headers) {
    return ((EventMessage.Single) read(body, headers)).event();
  }

  private static ProblemDetail refused(String body, String... headers) {
    return catchThrowableOfType(RequestRefused.class, () -> read(body, headers)).problem();
  }

  private static EventMessage read(String body, String... headers) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (int at = 0; at < headers.length; at += 2) {
      entries.add(Map.entry(headers[at], headers[at + 1]));
    }
    return EventMessage.read(entries, body.getBytes(StandardCharsets.UTF_8));
  }
}

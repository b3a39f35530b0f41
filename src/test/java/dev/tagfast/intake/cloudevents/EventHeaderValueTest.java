package dev.tagfast.intake.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventHeaderValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "plain|plain",
        "Euro%20%E2%82%AC%20%F0%9F%98%80|Euro € 😀",
        "100%|100%",
        "50%zz|50%zz",
        "a%2|a%2",
        "%2525|%25",
        "\"with \\\"quotes\\\" \\\\\"|with \"quotes\" \\",
        "\"a%20b\"|a b",
        "\"|\"",
        "%C3|\uFFFD",
        "ü%41|üA",
      })
  void oneRoundOfPercentEncodingIsTakenOff(String header, String value) {
    assertThat(EventHeaderValue.decode(header)).isEqualTo(value);
  }
}

package dev.tagfast.act.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTimesTest {
  /** 2026-11-28 is a Saturday. */
  @ParameterizedTest(name = "{0}: {1} opens {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # days and times; the end is outside
          Mon-Fri 09:00-17:00                    | 2026-11-27T08:59:59Z | 2026-11-27T09:00Z
          Mon-Fri 09:00-17:00                    | 2026-11-27T09:00:00Z | open
          Mon-Fri 09:00-17:00                    | 2026-11-27T16:59:59Z | open
          Mon-Fri 09:00-17:00                    | 2026-11-27T17:00:00Z | 2026-11-30T09:00Z
          monday-FRIDAY 9:00-17:00               | 2026-11-28T12:00:00Z | 2026-11-30T09:00Z
          Sat, Sun 10:00-12:00                   | 2026-11-28T11:00:00Z | open
          Sat,Sun 10:00-12:00,14:00-15:00        | 2026-11-28T12:30:00Z | 2026-11-28T14:00Z
          Fri-Mon 10:00-12:00                    | 2026-11-29T11:00:00Z | open
          Fri-Mon 10:00-12:00                    | 2026-12-01T11:00:00Z | 2026-12-04T10:00Z
          10:00-12:00                            | 2026-11-28T12:00:00Z | 2026-11-29T10:00Z
          00:00-24:00                            | 2026-11-28T23:59:59Z | open
          Sun 00:00-24:00                        | 2026-11-30T00:00:00Z | 2026-12-06T00:00Z
          # several parts; one zone is that of all, wherever it stands
          Mon-Fri 09:00-17:00 Europe/Berlin; Sat 10:00-12:00 | 2026-11-28T09:00:00Z | open
          Mon-Fri 09:00-17:00; Sat 10:00-12:00 Europe/Berlin | 2026-11-28T09:00:00Z | open
          Mon-Fri 09:00-17:00 Europe/Berlin; Sat 10:00-12:00 | 2026-11-28T11:00:00Z | 2026-11-30T08:00Z
          Mon 09:00-17:00 Europe/Berlin; Sun 09:00-17:00 UTC | 2026-11-29T09:00:00Z | open
          Sat 10:00-12:00 +02:00                 | 2026-11-28T08:00:00Z | open
          Asia/Tokyo Mon 09:00-10:00             | 2026-11-29T23:59:59Z | 2026-11-30T00:00Z
          # over midnight: the day is that of its beginning
          Fri 22:00-06:00                        | 2026-11-28T05:59:59Z | open
          Fri 22:00-06:00                        | 2026-11-28T06:00:00Z | 2026-12-04T22:00Z
          Fri 22:00-06:00                        | 2026-11-27T05:00:00Z | 2026-11-27T22:00Z
          Sun 22:00-00:00                        | 2026-11-29T23:59:59Z | open
          # the clocks are put forward: 2026-03-29 01:00Z, 02:00 to 03:00 in Berlin
          01:00-04:00 Europe/Berlin              | 2026-03-29T00:00:00Z | open
          01:00-04:00 Europe/Berlin              | 2026-03-29T01:59:59Z | open
          01:00-04:00 Europe/Berlin              | 2026-03-29T02:00:00Z | 2026-03-29T23:00Z
          02:30-05:00 Europe/Berlin              | 2026-03-29T01:29:59Z | 2026-03-29T01:30Z
          02:30-05:00 Europe/Berlin              | 2026-03-29T01:30:00Z | open
          02:00-03:00 Europe/Berlin              | 2026-03-29T01:00:00Z | 2026-03-30T00:00Z
          # the clocks are put back: 2026-10-25 01:00Z, 03:00 to 02:00 in Berlin
          01:00-04:00 Europe/Berlin              | 2026-10-24T23:00:00Z | open
          01:00-04:00 Europe/Berlin              | 2026-10-25T02:59:59Z | open
          01:00-04:00 Europe/Berlin              | 2026-10-25T03:00:00Z | 2026-10-26T00:00Z
          02:15-02:45 Europe/Berlin              | 2026-10-25T00:30:00Z | open
          02:15-02:45 Europe/Berlin              | 2026-10-25T01:30:00Z | 2026-10-26T01:15Z
          # the same hour of the day in winter and in summer
          09:00-10:00 Europe/Berlin              | 2026-07-01T07:00:00Z | open
          09:00-10:00 Europe/Berlin              | 2026-12-01T08:00:00Z | open
          """)
  void itIsOpenOrSaysWhenItOpens(String text, String now, String opens) {
    WindowTimes window = WindowTimes.parse(text);
    Instant at = Instant.parse(now);

    assertThat(window.isOpen(at)).isEqualTo(opens.equals("open"));
    if (!opens.equals("open")) {
      assertThat(window.opensAfter(at)).contains(OffsetDateTime.parse(opens).toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "always",
        "Mon-Fri",
        "Mon-Fri 9-17",
        "Mon-Fri 09:00",
        "Mon-Fri 09:00-09:00",
        "Mon-Fri 25:00-26:00",
        "Mon-Fri 09:00-17:60",
        "Mon-Fri 09:00-17:00 Europe/Atlantis",
        "Mon-Fri 09:00-17:00 Europe/Berlin UTC",
        "Mon-Fri Sat 09:00-17:00",
        "Mon-Fri-Sat 09:00-17:00",
        "Funday 09:00-17:00",
        "Mon 09:00-17:00 UTC; Tue 09:00-17:00; Wed 09:00-17:00 Europe/Berlin",
      })
  void whatIsNotUnderstoodIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> WindowTimes.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .containsAnyOf("Mon-Fri 09:00-17:00 Europe/Berlin", "00:00-24:00", "each part's own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mon-Fri 09:00-17:00 | Wed 15:00-20:00    | 2026-11-28T12:00:00Z | 2026-12-02T15:00:00Z
          Mon-Fri 09:00-17:00 | 16:00-08:00        | 2026-11-28T12:00:00Z | 2026-11-30T16:00:00Z
          """)
  void ofSeveralWindowsAllMustBeOpen(String one, String other, String now, String opens) {
    Optional<BrakeAnswer.Stopped> stopped =
        WindowBrake.of(
            java.util.List.of(WindowTimes.parse(one), WindowTimes.parse(other)),
            Instant.parse(now));

    assertThat(stopped.orElseThrow().detail()).contains("(" + opens + ")");
  }

  @org.junit.jupiter.api.Test
  void windowsThatNeverOverlapAreSaidToBeSo() {
    Optional<BrakeAnswer.Stopped> stopped =
        WindowBrake.of(
            java.util.List.of(
                WindowTimes.parse("Mon 09:00-17:00"), WindowTimes.parse("Tue 09:00-17:00")),
            Instant.parse("2026-11-28T12:00:00Z"));

    assertThat(stopped.orElseThrow().detail()).contains("must overlap");
  }
}

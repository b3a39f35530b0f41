package dev.tagfast.policy.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemverRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=1.2.0 <2.0.0;        1.2.0;         true",
        ">=1.2.0 <2.0.0;        1.99.99;       true",
        ">=1.2.0 <2.0.0;        2.0.0;         false",
        ">= 1.2.0, < 2.0.0;     1.2.3;         true",
        ">=1.2.0 <2.0.0;        v1.2.3;        true",
        ">=1.2.0 <2.0.0;        1.2.3_b1;      true",
        ">=1.2.0 <2.0.0;        1.2.3-rc.1;    false",
        ">=1.2.0 <2.0.0;        1.2.3-alpine;  false",
        ">=1.2.0 <2.0.0;        2.0.0-rc.1;    false",
        ">=0.0.0;               0.1.0;         true",
        ">=0.0.0;               1.2;           false",
        ">=0.0.0;               1.2.3.4;       false",
        ">=0.0.0;               2024.05.12;    false",
        ">=0.0.0;               release-1.2.3; false",
        ">=0.0.0;               latest;        false",
        ">=0.0.0;               99999999999999999999.0.0; false",
        "^1.2;                  1.9.0;         true",
        "^1.2;                  1.1.9;         false",
        "^0.2;                  0.3.0;         false",
        "~1.2;                  1.2.9;         true",
        "~1.2;                  1.3.0;         false",
        "1.x;                   1.4.0;         true",
        "1.x;                   2.0.0;         false",
        "1.2.3;                 1.2.3;         true",
        "1.2.3 - 2.0.0;         2.0.0;         true",
        "*;                     7.7.7;         true",
        "^1.2 || >=3.0.0 <4;    3.5.0;         true",
        "^1.2 || >=3.0.0 <4;    1.5.0;         true",
        "^1.2 || >=3.0.0 <4;    4.0.0;         false",
        "1.x||>=3.0.0 <4.0.0;   2.0.0;         false"
      })
  void aRangeHoldsReleases(String range, String tag, boolean holds) {
    assertThat(new SemverRange(range).contains(new Tag(tag))).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "banana",
        "latest",
        ">=1.2.0 <",
        "^",
        "=>1.0.0",
        "!1.0.0",
        "1.2.3.4",
        "> 1.02.3",
        "[1,2]",
        ">=1.2.0 and <2",
        ">=v1.2.0",
        "1.2.3 ||",
        "((((",
        ">=99999999999999999999999.0.0"
      })
  void whatIsNoRangeIsRefusedAndNeverIgnored(String range) {
    assertThatThrownBy(() -> new SemverRange(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a range of versions");
  }

  @ParameterizedTest
  @ValueSource(strings = {">=1.0.0-0", "1.2.3-rc.1", "1.2.3-2.0.0", "1.2.3+b1"})
  void aRangeWithASuffixIsRefusedWithAWayOut(String range) {
    assertThatThrownBy(() -> new SemverRange(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("say regex or class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void anEmptyRangeIsRefused(String range) {
    assertThatThrownBy(() -> new SemverRange(range)).hasMessageContaining("1 to 200 characters");
  }
}

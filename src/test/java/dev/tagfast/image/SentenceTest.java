package dev.tagfast.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          somebody else set it             | Somebody else set it.
          Somebody else set it.            | Somebody else set it.
          is it up?                        | Is it up?
          `tag` is missing                 | `tag` is missing.
          tagfast.doors would name it      | tagfast.doors would name it.
          registry.example:5000 is gone    | registry.example:5000 is gone.
          localhost:5000 is not listed     | localhost:5000 is not listed.
          forbidden: no right              | Forbidden: no right.
          cut off…                         | Cut off…
          '  '                             | ''
          """)
  void aTextBecomesASentence(String text, String sentence) {
    assertThat(Sentence.of(text)).isEqualTo(sentence);
    assertThat(Sentence.of(sentence)).as("once more").isEqualTo(sentence);
  }
}

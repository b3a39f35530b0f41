package dev.tagfast.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The form of {@code docs/daily.md}; {@code DailyPageTest} types its commands at a real API server.
 */
class DailyDocumentedTest {
  private final DailyPage page = DailyPage.read();

  @Test
  void itAsksSixQuestionsAndAnswersEachWithOneCommand() {
    assertThat(page.questions()).hasSize(6);
  }

  @Test
  void whatAReaderPutsInIsExplainedAtTheTop() {
    String top = page.introduction();

    assertThat(page.questions())
        .allSatisfy(
            question ->
                assertThat(
                        Pattern.compile("(?<![A-Za-z:.])[A-Z]{3,}(?![A-Za-z:])")
                            .matcher(page.command(question, Map.of()))
                            .results()
                            .map(MatchResult::group))
                    .allSatisfy(word -> assertThat(top).contains("`" + word + "`")));
  }
}

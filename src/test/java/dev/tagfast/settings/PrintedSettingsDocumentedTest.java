package dev.tagfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person copies in the first hour is a setting: a misspelt one would stop the start. */
class PrintedSettingsDocumentedTest {
  private static final Pattern ASSIGNED = Pattern.compile("(TAGFAST_[A-Z0-9_]+)=");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/getting-started.md",
        "knative/overlays/plain/settings.env",
        "knative/overlays/knative/settings.env"
      })
  void everyVariableIsASetting(String file) throws IOException {
    Set<String> printed =
        ASSIGNED
            .matcher(Files.readString(Path.of(file)))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(printed).isNotEmpty();
    assertThat(UnknownSettings.of(printed, List.of()))
        .isEqualTo(new UnknownSettings(List.of(), List.of()));
  }
}

package dev.tagfast.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.SettingsOf;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings in {@code docs/registries.md} can be copied, and its table links every section. */
class RegistriesDocumentedTest {
  private static final Path PAGE = Path.of("docs/registries.md");

  /** Described in another section, or not a registry that a reader looks for. */
  private static final List<String> WITHOUT_SECTION = List.of("generic", "keel");

  /** The section of one registry. */
  record Section(String title, String text) {
    Map<String, String> settings() {
      Map<String, String> settings = new LinkedHashMap<>();
      text.lines()
          .filter(line -> line.startsWith("TAGFAST_"))
          .map(line -> line.split("=", 2))
          .forEach(pair -> settings.put(pair[0], pair[1]));
      return settings;
    }

    /** The anchor that GitHub makes from the heading. */
    String anchor() {
      return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Section> sections() throws IOException {
    return Arrays.stream(Files.readString(PAGE).split("\n## ", -1))
        .skip(1)
        .map(part -> new Section(part.lines().findFirst().orElseThrow(), part))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void theSettingsOfASectionAreASourceThatCanSend(Section section) {
    Settings settings = SettingsOf.environment(section.settings());

    DoorSettings doors = new DoorSettings(settings, new RegistryCatalog(settings));

    assertThat(doors.sources()).hasSize(1);
    ConfiguredSource source = doors.sources().iterator().next();
    assertThat(section.text()).contains("/webhooks/" + source.name());
    assertThat(source.scope().registries()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void itsJsonIsJson(Section section) {
    Stream<String> literals =
        Stream.concat(
            Pattern.compile("'(\\{.*?\\})'", Pattern.DOTALL)
                .matcher(section.text())
                .results()
                .map(found -> found.group(1)),
            Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(section.text())
                .results()
                .map(found -> found.group(1)));
    assertThat(literals)
        .allSatisfy(
            text ->
                assertThat(
                        dev.tagfast.intake.notification.Json.read(
                                text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .isObject())
                    .isTrue());
  }

  /** Without them, every look would be refused. */
  @ParameterizedTest
  @CsvSource({
    "GitLab, gitlab.example.com",
    "Alibaba Cloud ACR, dockerauth.cn-hangzhou.aliyuncs.com",
  })
  void aRegistryWhoseTokensAnotherHostIssuesNamesIt(String title, String tokenHost)
      throws IOException {
    Section section =
        sections().stream().filter(it -> it.title().equals(title)).findFirst().orElseThrow();
    Settings settings = SettingsOf.environment(section.settings());

    assertThat(settings.registries().values())
        .singleElement()
        .satisfies(
            registry ->
                assertThat(
                        new RegistryCatalog(settings)
                            .find(registry.host())
                            .orElseThrow()
                            .tokenHosts())
                    .contains(tokenHost));
  }

  @Test
  void everyFormatHasASection() throws IOException {
    List<String> shown =
        sections().stream()
            .flatMap(section -> section.settings().entrySet().stream())
            .filter(setting -> setting.getKey().endsWith("_FORMAT"))
            .map(Map.Entry::getValue)
            .toList();

    assertThat(Dialect.all())
        .extracting(Dialect::name)
        .filteredOn(name -> !WITHOUT_SECTION.contains(name))
        .allSatisfy(name -> assertThat(shown).contains(name));
  }

  @Test
  void theOverviewTableLeadsToEverySection() throws IOException {
    String overview = Files.readString(PAGE).split("\n## ", 2)[0];

    assertThat(sections())
        .allSatisfy(section -> assertThat(overview).contains("(#" + section.anchor() + ")"));
    List<String> anchors = sections().stream().map(Section::anchor).toList();
    assertThat(Pattern.compile("\\(#([a-z0-9-]+)\\)").matcher(overview).results().toList())
        .allSatisfy(link -> assertThat(anchors).contains(link.group(1)));
  }
}

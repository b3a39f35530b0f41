package dev.tagfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/settings.md} and {@link Settings} say the same, and its examples work. */
class SettingsDocumentedTest {
  private static final Path PAGE = Path.of("docs/settings.md");
  private static final String NAME = "one";

  /** A setting as the page tells it. */
  private record Row(String property, String variable, String preset, String example) {
    static Row of(String line) {
      String[] cells = line.split(" *\\| *", -1);
      return new Row(code(cells[1]), code(cells[2]), cells[3], code(cells[5]));
    }

    private static String code(String cell) {
      return cell.replace("`", "");
    }
  }

  /** A setting as the code has it, with the methods that lead to it. */
  private record Knob(List<Method> way) {
    Method last() {
      return way.getLast();
    }

    Optional<String> preset() {
      return Optional.ofNullable(last().getAnnotation(WithDefault.class)).map(WithDefault::value);
    }

    Object in(Settings settings) throws ReflectiveOperationException {
      Object at = settings;
      for (Method step : way) {
        at = step.invoke(at);
        if (at instanceof Map<?, ?> map && step != last()) {
          at = map.get(NAME);
        }
        if (at == null) {
          return Optional.empty();
        }
      }
      return at;
    }
  }

  @Test
  void everySettingIsDocumentedAndNoOther() throws IOException {
    assertThat(rows())
        .extracting(Row::property)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(knobs().keySet());
  }

  @Test
  void theCheckOfMisspeltNamesKnowsEverySettingAndNoOther() {
    assertThat(SettingNames.ALL)
        .as("add a new setting to SettingNames")
        .containsExactlyInAnyOrderElementsOf(knobs().keySet());
  }

  @Test
  void everyVariableIsThatOfItsSetting() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row ->
                assertThat(row.variable())
                    .isEqualTo(
                        row.property().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9<>]", "_")));
  }

  @Test
  void everyDefaultIsThatOfTheCode() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row -> {
              Knob knob = knobs().get(row.property());
              if (knob.preset().isPresent()) {
                assertThat(row.preset()).isEqualTo("`" + knob.preset().get() + "`");
              } else if (knob.last().getReturnType() != Optional.class) {
                assertThat(row.preset()).isEqualTo("required");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theExampleIsUnderstoodByItsVariableAlone(Row row) throws ReflectiveOperationException {
    Knob knob = knobs().get(row.property());

    Object unset = knob.in(settings(Map.of()));
    Object set =
        knob.in(
            settings(
                Map.of(
                    row.variable().replace("<NAME>", NAME.toUpperCase(Locale.ROOT)),
                    row.example())));

    if (knob.preset().filter(row.example()::equals).isEmpty()) {
      assertThat(set).isNotEqualTo(unset);
    }
    assertThat(set).isNotEqualTo(Optional.empty());
  }

  static List<Row> rows() throws IOException {
    return Files.readString(PAGE)
        .lines()
        .filter(it -> it.startsWith("| `tagfast."))
        .map(Row::of)
        .toList();
  }

  private static Map<String, Knob> knobs() {
    Map<String, Knob> knobs = new TreeMap<>();
    collect(Settings.class, "tagfast", List.of(), knobs);
    return knobs;
  }

  private static void collect(
      Class<?> group, String prefix, List<Method> way, Map<String, Knob> into) {
    for (Method method : group.getMethods()) {
      String name = prefix + "." + nameOf(method);
      List<Method> here = Stream.concat(way.stream(), Stream.of(method)).toList();
      if (method.getReturnType() == Map.class) {
        ParameterizedType map = (ParameterizedType) method.getGenericReturnType();
        collect((Class<?>) map.getActualTypeArguments()[1], name + ".<name>", here, into);
      } else if (Arrays.asList(Settings.class.getDeclaredClasses()).contains(method.getReturnType())
          && method.getReturnType().isInterface()) {
        collect(method.getReturnType(), name, here, into);
      } else {
        into.put(name, new Knob(here));
      }
    }
  }

  private static String nameOf(Method method) {
    return Optional.ofNullable(method.getAnnotation(WithName.class))
        .map(WithName::value)
        .orElseGet(() -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  private static Settings settings(Map<String, String> variables) {
    Map<String, String> all = new TreeMap<>(variables);
    if (variables.keySet().stream().anyMatch(it -> it.startsWith("TAGFAST_REGISTRIES_"))) {
      all.putIfAbsent("TAGFAST_REGISTRIES_ONE_HOST", "registry.example");
    }
    if (variables.keySet().stream().anyMatch(it -> it.startsWith("TAGFAST_MESSENGERS_"))) {
      all.putIfAbsent("TAGFAST_MESSENGERS_ONE_TYPE", "slack");
    }
    return new SmallRyeConfigBuilder()
        .withMapping(Settings.class)
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .addDiscoveredInterceptors()
        .withSources(new EnvConfigSource(all, 300))
        .build()
        .getConfigMapping(Settings.class);
  }
}

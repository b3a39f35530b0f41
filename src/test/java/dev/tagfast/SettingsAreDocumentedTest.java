package dev.tagfast;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/settings.md} and {@link Settings} together: names, variables and defaults. */
class SettingsAreDocumentedTest {
  @Test
  void everySettingHasItsRowAndEveryRowIsASetting() throws IOException {
    List<String> expected = rows("tagfast", Settings.class).sorted().toList();

    List<String> documented =
        Files.readAllLines(Path.of("docs/settings.md")).stream()
            .filter(line -> line.startsWith("| `tagfast."))
            // the meaning is for people
            .map(
                line -> line.substring(0, line.lastIndexOf("|", line.length() - 2)).stripTrailing())
            .sorted()
            .toList();

    assertThat(documented).containsExactlyElementsOf(expected);
  }

  private static Stream<String> rows(String prefix, Class<?> settings) {
    return Arrays.stream(settings.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .flatMap(method -> rows(prefix + "." + name(method), method));
  }

  private static Stream<String> rows(String property, Method method) {
    Type type = method.getGenericReturnType();
    if (method.getReturnType() == Map.class) {
      Type value = ((ParameterizedType) type).getActualTypeArguments()[1];
      return rows(property + ".<name>", (Class<?>) value);
    }
    if (type instanceof Class<?> group
        && group.getEnclosingClass() == Settings.class
        && group.isInterface()) {
      return rows(property, group);
    }
    return Stream.of(
        "| `%s` | `%s` | %s".formatted(property, variable(property), standard(method)));
  }

  private static String name(Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return given != null
        ? given.value()
        : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static String standard(Method method) {
    WithDefault given = method.getAnnotation(WithDefault.class);
    if (given != null) {
      return "`" + given.value() + "`";
    }
    return method.getReturnType() == Optional.class ? "–" : "required";
  }
}

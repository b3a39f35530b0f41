package dev.tagfast.settings;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets as they were typed. SmallRye Config expands {@code ${…}} and {@code $$} in every
 * value, so the password {@code pa$$word} would be sent as {@code pa$word}. All other settings keep
 * their expansion.
 *
 * <p>It also reads the variables that Knative and OpenTelemetry set for some of these settings: an
 * expression in {@code application.properties} would not be expanded either.
 */
@StaticInitSafe
@Priority(Priorities.APPLICATION) // Before the interceptor that expands.
public final class SecretsAsTyped implements ConfigSourceInterceptor {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "(?:[^.\"]+|\"[^\"]+\")";

  private static final Pattern SECRET =
      Pattern.compile(
          "tagfast\\.(?:"
              + String.join(
                  "|",
                  "(?:events|sources\\.NAME)\\.secret(?:-previous)?".replace("NAME", NAME),
                  "registries\\.NAME\\.(?:push-)?credentials\\.(?:username|password|docker-config)"
                      .replace("NAME", NAME),
                  "(?:report|forward)\\.sink",
                  "report\\.slack-url",
                  "messengers\\.NAME\\.(?:url|secret)".replace("NAME", NAME),
                  "metrics\\.otlp\\.(?:endpoint|collector|headers)")
              + ")");

  /** Variables that count where a setting is unset, the first one that is set. */
  private static final Map<String, List<String>> FALLBACKS =
      Map.of(
          "tagfast.report.sink", List.of("K_SINK"),
          "tagfast.forward.sink", List.of("K_SINK"),
          "tagfast.metrics.otlp.endpoint", List.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"),
          "tagfast.metrics.otlp.collector", List.of("OTEL_EXPORTER_OTLP_ENDPOINT"),
          "tagfast.metrics.otlp.headers",
              List.of("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS"));

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    return name.startsWith("tagfast.") && SECRET.matcher(name).matches()
        ? Expressions.withoutExpansion(() -> asTyped(context, name))
        : context.proceed(name);
  }

  private static @Nullable ConfigValue asTyped(
      ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    for (String variable : FALLBACKS.getOrDefault(name, List.of())) {
      if (value == null) {
        ConfigValue other = context.restart(variable);
        value = other == null ? null : other.withName(name);
      }
    }
    return value;
  }
}

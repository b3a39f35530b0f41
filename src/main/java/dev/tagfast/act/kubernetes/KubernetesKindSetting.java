package dev.tagfast.act.kubernetes;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads {@code tagfast.workloads}, also at the start: workloads of a misspelt kind would never
 * follow, and nobody would be told.
 */
@ApplicationScoped
class KubernetesKindSetting {
  /**
   * @throws WrongSetting if it names a kind that there is not
   */
  void check(@Observes StartupEvent start, Settings settings) {
    var _ = kinds(settings);
  }

  /** The kinds that it names; all, if it is not set. */
  static List<KubernetesKind> kinds(Settings settings) {
    return settings
        .workloads()
        .map(words -> words.stream().distinct().map(KubernetesKindSetting::kind).toList())
        .orElse(List.of(KubernetesKind.values()));
  }

  private static KubernetesKind kind(String word) {
    return Arrays.stream(KubernetesKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongSetting(
                    "tagfast.workloads has `"
                        + UntrustedText.clean(word, 70)
                        + "`; it may have "
                        + Arrays.stream(KubernetesKind.values())
                            .map(KubernetesKind::word)
                            .collect(Collectors.joining(", "))));
  }
}

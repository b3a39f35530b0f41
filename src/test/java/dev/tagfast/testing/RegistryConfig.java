package dev.tagfast.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configuration file of a CNCF Distribution registry, good for 2.x and 3.x. */
record RegistryConfig(int port, Path storage, Optional<Path> htpasswd, List<Notify> notifications) {
  String yaml() {
    return """
        version: 0.1
        log:
          level: info
        storage:
          cache:
            blobdescriptor: inmemory
          filesystem:
            rootdirectory: %s
          delete:
            enabled: true
          maintenance:
            uploadpurging:
              enabled: false
        http:
          addr: 127.0.0.1:%d
          secret: tagfast-testing
        """
            .formatted(quoted(storage.toString()), port)
        + htpasswd.map(RegistryConfig::auth).orElse("")
        + (notifications.isEmpty() ? "" : "notifications:\n  endpoints:\n")
        + IntStream.range(0, notifications.size())
            .mapToObj(i -> endpoint(i, notifications.get(i)))
            .collect(Collectors.joining());
  }

  private static String auth(Path file) {
    return """
        auth:
          htpasswd:
            realm: tagfast-testing
            path: %s
        """
        .formatted(quoted(file.toString()));
  }

  private static String endpoint(int number, Notify notify) {
    String headers =
        notify.headers().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> quoted(e.getKey()) + ": [" + quoted(e.getValue()) + "]")
            .collect(Collectors.joining(", ", "{", "}"));
    String actions =
        notify.ignoredActions().stream()
            .map(RegistryConfig::quoted)
            .collect(Collectors.joining(", ", "[", "]"));
    return """
        \s   - name: endpoint%d
              url: %s
              headers: %s
              timeout: %dms
              threshold: 5
              backoff: %dms
              ignore:
                actions: %s
        """
        .formatted(
            number,
            quoted(notify.url().toString()),
            headers,
            notify.timeout().toMillis(),
            notify.backoff().toMillis(),
            actions);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

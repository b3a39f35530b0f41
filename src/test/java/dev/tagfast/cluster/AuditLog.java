package dev.tagfast.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the API server wrote down of each request. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;

  AuditLog(Path path) {
    this.path = path;
  }

  /** Those of one user since a line of the log, oldest first. */
  List<Request> of(String user, long fromLine) {
    try (var lines = Files.lines(path)) {
      return lines
          .skip(fromLine)
          .map(AuditLog::parse)
          .filter(entry -> entry.at("/user/username").asText().equals(user))
          .map(
              entry ->
                  new Request(
                      entry.path("verb").asText(),
                      entry.path("requestURI").asText(),
                      entry.at("/responseStatus/code").asInt()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines it has. */
  long length() {
    try (var lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      // The last line while it is being written.
      return JSON.missingNode();
    }
  }

  /**
   * A request.
   *
   * @param verb as roles name it
   * @param status of the answer
   */
  record Request(String verb, String uri, int status) {}
}

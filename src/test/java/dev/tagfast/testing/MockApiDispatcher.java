package dev.tagfast.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * fabric8's CRUD mock with four things as a real API server does them: a 404 says of what, a JSON
 * merge patch takes away what is null and replaces lists, a JSON patch whose {@code test} fails is
 * answered 422 instead of killing the server's thread, and a delete honours its preconditions.
 */
final class MockApiDispatcher extends KubernetesCrudDispatcher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private final List<String> requests = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();

  private static final class Refusal {
    final Pattern request;
    final int code;
    int left;

    Refusal(String request, int code, int times) {
      this.request = Pattern.compile(request);
      this.code = code;
      this.left = times;
    }
  }

  synchronized void refuse(String request, int code, int times) {
    refusals.add(new Refusal(request, code, times));
  }

  synchronized void missing(String plural, boolean now) {
    if (now) {
      missing.add(plural);
    } else {
      missing.remove(plural);
    }
  }

  synchronized void heal() {
    refusals.clear();
    missing.clear();
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized void forgetRequests() {
    requests.clear();
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    String line = request.getMethod() + " " + request.getPath();
    requests.add(line);
    for (Refusal refusal : refusals) {
      if (refusal.left > 0 && refusal.request.matcher(line).matches()) {
        refusal.left--;
        return failure(refusal.code, "the test says so");
      }
    }
    String path = String.valueOf(request.getPath());
    if (missing.stream().anyMatch(plural -> path.matches(".*/" + plural + "([/?].*)?"))) {
      // As the API server answers every path that it does not know.
      return new MockResponse()
          .setResponseCode(NOT_FOUND)
          .setHeader("Content-Type", "text/plain; charset=utf-8")
          .setBody("404 page not found\n");
    }
    boolean isOvertakenDelete =
        request.method() == HttpMethod.DELETE && !meetsPreconditions(request);
    if (isOvertakenDelete) {
      return failure(CONFLICT, "the resourceVersion in the precondition is not the object's");
    }
    MockResponse answer = super.dispatch(request);
    return request.method() == HttpMethod.GET && answer.code() == NOT_FOUND
        ? absent(path.substring(path.lastIndexOf('/') + 1))
        : answer;
  }

  @Override
  public MockResponse handlePatch(RecordedRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    if (!type.startsWith("application/merge-patch+json")) {
      try {
        return super.handlePatch(request);
      } catch (RuntimeException e) {
        return failure(UNPROCESSABLE, "the patch does not apply: " + e.getMessage());
      }
    }
    MockResponse found = handleGet(request.getPath());
    if (found.code() != 200) {
      return found;
    }
    JsonNode merged = merged(json(found.getBody()), json(request.getBody()));
    return handleUpdate(
        new RecordedRequest(
            request.getHttpVersion(),
            HttpMethod.PUT,
            request.getPath(),
            request.getHeaders(),
            new Buffer().writeUtf8(merged.toString())));
  }

  // RFC 7386, section 2
  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = target.isObject() ? target.deepCopy() : JSON.createObjectNode();
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                result.remove(field.getKey());
              } else {
                JsonNode before = result.path(field.getKey());
                result.set(field.getKey(), merged(before, field.getValue()));
              }
            });
    return result;
  }

  private boolean meetsPreconditions(RecordedRequest request) {
    JsonNode wanted = json(request.getBody()).path("preconditions").path("resourceVersion");
    MockResponse found = handleGet(request.getPath());
    return wanted.isMissingNode()
        || found.code() != 200
        || json(found.getBody()).path("metadata").path("resourceVersion").equals(wanted);
  }

  private static JsonNode json(Buffer body) {
    try {
      return JSON.readTree(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There is no object of this name, which the API server says by name. */
  private static MockResponse absent(String name) {
    ObjectNode status = status(NOT_FOUND, name + " not found").put("reason", "NotFound");
    status.putObject("details").put("name", name);
    return response(NOT_FOUND, status);
  }

  private static MockResponse failure(int code, String message) {
    return response(code, status(code, message));
  }

  private static ObjectNode status(int code, String message) {
    return JSON.createObjectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("message", message)
        .put("code", code);
  }

  private static MockResponse response(int code, ObjectNode status) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(status.toString());
  }
}

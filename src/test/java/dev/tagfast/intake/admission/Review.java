package dev.tagfast.intake.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A review as the API server sends it, and the answer as it reads it. */
final class Review {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ObjectNode document = JSON.createObjectNode();
  private final ObjectNode request;

  private Review(String kind, String namespace, JsonNode object) {
    document.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    request = document.putObject("request");
    request.put("uid", "705ab4f5-6393-11e8-b7cc-42010a800002").put("operation", "CREATE");
    request.put("namespace", namespace).put("name", "pizza").put("dryRun", false);
    request.putObject("kind").put("group", "").put("version", "v1").put("kind", kind);
    request.putObject("userInfo").put("username", "chef");
    request.set("object", object);
  }

  /** Of a Pod with one container for each image. */
  static Review ofPod(String namespace, String... images) {
    ObjectNode pod = JSON.createObjectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod").putObject("metadata").put("name", "pizza");
    var containers = pod.putObject("spec").putArray("containers");
    for (int i = 0; i < images.length; i++) {
      containers.addObject().put("name", "c" + i).put("image", images[i]);
    }
    return new Review("Pod", namespace, pod);
  }

  Review dryRun() {
    request.put("dryRun", true);
    return this;
  }

  String text() {
    return document.toString();
  }

  /** Sends it. */
  Answer send(int port) {
    HttpResponse<String> answer = post(port, text());
    try {
      return new Answer(request.path("object"), JSON.readTree(answer.body()).path("response"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends anything. */
  static HttpResponse<String> post(int port, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admission/pin"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer. */
  record Answer(JsonNode object, JsonNode response) {
    boolean isAllowed() {
      return response.path("allowed").asBoolean();
    }

    String message() {
      return response.path("status").path("message").asText();
    }

    List<String> warnings() {
      List<String> warnings = new ArrayList<>();
      response.path("warnings").forEach(each -> warnings.add(each.asText()));
      return warnings;
    }

    /** The operations of the patch. */
    JsonNode patch() {
      byte[] text = Base64.getDecoder().decode(response.path("patch").asText());
      try {
        return JSON.readTree(text.length == 0 ? "[]".getBytes(StandardCharsets.UTF_8) : text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The values that the patch writes. */
    List<String> written() {
      List<String> written = new ArrayList<>();
      patch().forEach(each -> written.add(each.path("value").asText()));
      return written;
    }
  }
}

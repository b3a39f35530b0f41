package dev.tagfast.training;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A registry with a token server, as most are: HEAD of a manifest, 401, token, HEAD. */
final class RegistryStandIn {
  static final String USER = "puller";
  static final String PASSWORD = "secret";

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  private volatile String digest = digest("a");

  /** What every tag shows from now on. */
  void shows(String shown) {
    digest = shown;
  }

  /** A digest of one hex digit, 64 times. */
  static String digest(String digit) {
    return "sha256:" + digit.repeat(64);
  }

  void answer(HttpExchange exchange) throws IOException {
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (exchange.getRequestURI().getPath().equals("/token")) {
      byte[] body = "{\"token\":\"t\",\"expires_in\":300}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(authorization.equals(BASIC) ? 200 : 401, body.length);
      exchange.getResponseBody().write(body);
    } else if (!authorization.equals("Bearer t")) {
      exchange
          .getResponseHeaders()
          .set(
              "WWW-Authenticate",
              "Bearer realm=\"https://%s/token\",service=\"training\",scope=\"repository:pizza:pull\""
                  .formatted(exchange.getRequestHeaders().getFirst("Host")));
      exchange.sendResponseHeaders(401, -1);
    } else {
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
      exchange.sendResponseHeaders(200, -1);
    }
  }
}

package dev.tagfast.training;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

/** A registry with a token server, as most are: HEAD of a tag, 401, token, HEAD, GET by digest. */
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

  /** The digest of the image with this flavour. */
  static String digest(String flavour) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(manifest(flavour));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] manifest(String flavour) {
    return """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
         "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,
          "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
         "layers":[],"annotations":{"org.opencontainers.image.revision":"%s"}}"""
        .formatted(flavour)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** By digest: the flavours that are ever shown are few. */
  private static byte[] manifestOf(String digest) {
    return Stream.of("a", "b", "c", "d", "e", "f")
        .filter(flavour -> digest(flavour).equals(digest))
        .findFirst()
        .map(RegistryStandIn::manifest)
        .orElseThrow();
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
      String path = exchange.getRequestURI().getPath();
      String reference = path.substring(path.lastIndexOf('/') + 1);
      String asked = reference.startsWith("sha256:") ? reference : digest;
      exchange.getResponseHeaders().set("Docker-Content-Digest", asked);
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
      } else {
        byte[] body = manifestOf(asked);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }
}

package dev.tagfast.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The part of a manifest that its digest is of. Of a signed schema 1 manifest that is what was
 * signed, without the signatures: the beginning of the body and a tail that the signature names
 * (Docker's schema 1 specification, JWS with {@code formatLength} and {@code formatTail}).
 */
public final class Schema1Payload {
  private Schema1Payload() {}

  /**
   * The bytes to hash: of anything but a well-formed signed schema 1 manifest the bytes themselves.
   * The payload must be schema 1 too; otherwise an envelope with foreign contents could be given
   * the digest of an image.
   */
  public static byte[] digestedBytes(byte[] manifest) {
    if (manifest.length > ManifestReader.MAX_BYTES) {
      return manifest;
    }
    try {
      JsonNode body = StrictJson.object(manifest);
      if (Shape.of(body) != Shape.SCHEMA1 || !body.has("signatures")) {
        return manifest;
      }
      byte[] payload = payload(manifest, body);
      return Shape.of(StrictJson.object(payload)) == Shape.SCHEMA1 ? payload : manifest;
    } catch (MalformedManifest | IllegalArgumentException notSigned) {
      return manifest;
    }
  }

  private static byte[] payload(byte[] manifest, JsonNode body) throws MalformedManifest {
    JsonNode signature = body.path("signatures").path(0);
    JsonNode header = StrictJson.object(decoded(Members.required(signature, "protected")));
    int length = header.path("formatLength").asInt(-1);
    if (length < 0 || length > manifest.length) {
      throw new MalformedManifest("its formatLength is not within it");
    }
    byte[] tail = decoded(Members.required(header, "formatTail"));
    byte[] payload = Arrays.copyOf(manifest, length + tail.length);
    System.arraycopy(tail, 0, payload, length, tail.length);
    return payload;
  }

  private static byte[] decoded(String base64) {
    return Base64.getUrlDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
  }
}

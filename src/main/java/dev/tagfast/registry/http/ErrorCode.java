package dev.tagfast.registry.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads the error code of a registry's answer (OCI distribution-spec, "Error Codes"). */
public final class ErrorCode {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{1,39}");

  private ErrorCode() {}

  /**
   * A blank and the first code, e.g. {@code MANIFEST_BLOB_UNKNOWN}; the empty text if there is
   * none. The message next to it is left out: it is free text and may repeat what was sent.
   */
  public static String in(HttpResponse response) {
    try {
      String code = JSON.readTree(response.body()).path("errors").path(0).path("code").asText("");
      return CODE.matcher(code).matches() ? " " + code : "";
    } catch (JacksonException e) {
      return "";
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }
}

package dev.tagfast.intake.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a request, as RFC 9457 writes it.
 *
 * @param type what kind of thing
 * @param detail a sentence about this one: what happened and what to do; no secrets
 * @param attribute the attribute or data field that is wrong
 * @param headers more that the answer says
 */
public record ProblemDetail(
    ProblemType type, String detail, Optional<String> attribute, Map<String, String> headers) {
  /** Copies the headers. */
  public ProblemDetail {
    headers = Map.copyOf(headers);
  }

  public ProblemDetail(ProblemType type, String detail) {
    this(type, detail, Optional.empty(), Map.of());
  }

  /** A CloudEvent that is wrong in one attribute. */
  public static ProblemDetail attribute(String attribute, String detail) {
    return new ProblemDetail(ProblemType.BAD_EVENT, detail, Optional.of(attribute), Map.of());
  }

  /** The caller did not show the secret. */
  static ProblemDetail unauthorized(String detail) {
    return new ProblemDetail(
        ProblemType.UNAUTHORIZED,
        detail,
        Optional.empty(),
        Map.of("WWW-Authenticate", "Bearer realm=\"tagfast\""));
  }

  /** Another method is meant. */
  public static ProblemDetail method(String allowed) {
    return new ProblemDetail(
        ProblemType.METHOD_NOT_ALLOWED,
        "allowed here: " + allowed,
        Optional.empty(),
        Map.of("Allow", allowed));
  }

  /** Come again. */
  static ProblemDetail tryLater(String detail, Duration after) {
    long seconds = Math.max(1, after.plusMillis(999).toSeconds());
    return new ProblemDetail(
        ProblemType.NOT_NOW,
        detail,
        Optional.empty(),
        Map.of("Retry-After", Long.toString(seconds)));
  }

  /**
   * This instance stops.
   *
   * @param closes whether the connection may be told to close: HTTP/2 has no such header
   */
  static ProblemDetail shuttingDown(boolean closes) {
    return new ProblemDetail(
        ProblemType.NOT_NOW,
        "this instance of Tagfast is being stopped and takes nothing new; nothing was done",
        Optional.empty(),
        closes ? Map.of("Retry-After", "1", "Connection", "close") : Map.of("Retry-After", "1"));
  }

  /** The same of one event of a batch, counted from 1. */
  public ProblemDetail ofBatch(int number) {
    return new ProblemDetail(
        type, "event " + number + " of the batch: " + detail, attribute, headers);
  }

  /** The members, in the order of RFC 9457. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type.uri());
    members.put("title", type.title());
    members.put("status", type.status());
    members.put("detail", detail);
    attribute.ifPresent(name -> members.put("attribute", name));
    return members;
  }
}

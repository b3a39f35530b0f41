package dev.tagfast.intake.http;

import dev.tagfast.image.Sentence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Problem details of a request, as RFC 9457 defines them.
 *
 * @param type the type of the problem
 * @param detail sentences about this request: what happened and what to do; contains no secret
 * @param attribute the CloudEvents attribute or the data field that is wrong
 * @param headers further headers of the answer
 */
public record ProblemDetail(
    ProblemType type, String detail, Optional<String> attribute, Map<String, String> headers) {
  public ProblemDetail {
    detail = Sentence.of(detail);
    headers = Map.copyOf(headers);
  }

  public ProblemDetail(ProblemType type, String detail) {
    this(type, detail, Optional.empty(), Map.of());
  }

  /** A CloudEvent with one wrong attribute. */
  public static ProblemDetail attribute(String attribute, String detail) {
    return new ProblemDetail(ProblemType.BAD_EVENT, detail, Optional.of(attribute), Map.of());
  }

  /** The caller is not authenticated. */
  static ProblemDetail unauthorized(String detail) {
    return new ProblemDetail(
        ProblemType.UNAUTHORIZED,
        detail,
        Optional.empty(),
        Map.of("WWW-Authenticate", "Bearer realm=\"tagfast\""));
  }

  /** The method is not allowed. */
  public static ProblemDetail method(String allowed) {
    return new ProblemDetail(
        ProblemType.METHOD_NOT_ALLOWED,
        "allowed here: " + allowed,
        Optional.empty(),
        Map.of("Allow", allowed));
  }

  /**
   * The request cannot be handled now. The header {@code Retry-After} says when to send it again,
   * in whole seconds and at least one.
   */
  static ProblemDetail tryLater(String detail, Duration after) {
    long seconds = Math.max(1, after.plusMillis(999).toSeconds());
    return new ProblemDetail(
        ProblemType.NOT_NOW,
        detail,
        Optional.empty(),
        Map.of("Retry-After", Long.toString(seconds)));
  }

  /**
   * Too many large bodies are in hand.
   *
   * @param closes whether the answer tells the connection to close; HTTP/2 has no such header
   */
  static ProblemDetail tooManyBodies(boolean closes) {
    return new ProblemDetail(
        ProblemType.NOT_NOW,
        "this instance of Tagfast has too many large bodies in hand; nothing was done",
        Optional.empty(),
        closes ? Map.of("Retry-After", "1", "Connection", "close") : Map.of("Retry-After", "1"));
  }

  /**
   * This instance is shutting down.
   *
   * @param closes whether the answer tells the connection to close; HTTP/2 has no such header
   */
  static ProblemDetail shuttingDown(boolean closes) {
    return new ProblemDetail(
        ProblemType.NOT_NOW,
        "this instance of Tagfast is being stopped and takes nothing new; nothing was done",
        Optional.empty(),
        closes ? Map.of("Retry-After", "1", "Connection", "close") : Map.of("Retry-After", "1"));
  }

  /**
   * The same problem, of one event of a batch.
   *
   * @param number the number of the event, counted from 1
   */
  public ProblemDetail ofBatch(int number) {
    return new ProblemDetail(
        type, "event " + number + " of the batch: " + detail, attribute, headers);
  }

  /** The members of the JSON object, in the order of RFC 9457. */
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

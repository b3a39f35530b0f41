package dev.tagfast.intake.http;

/** The types of problems, documented in {@code docs/http-api.md}. */
public enum ProblemType {
  BAD_EVENT("bad-event", 400, "Not a CloudEvent that Tagfast can take"),
  BAD_BODY("bad-body", 400, "The body is not what the source sends"),
  BAD_REQUEST("bad-request", 400, "The request cannot be understood"),
  UNAUTHORIZED("unauthorized", 401, "The caller is not known"),
  NOT_FOUND("not-found", 404, "There is nothing here"),
  DOOR_CLOSED("door-closed", 404, "This door is not opened at this instance"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not allowed here"),
  TOO_LARGE("too-large", 413, "The body is too large"),
  CONTENT_TYPE("content-type", 415, "This content type is not understood here"),
  INTERNAL("internal", 500, "Something went wrong here"),
  NOT_NOW("not-now", 503, "It cannot be done now; send it again later");

  private final String word;
  private final int status;
  private final String title;

  ProblemType(String word, int status, String title) {
    this.word = word;
    this.status = status;
    this.title = title;
  }

  /** The {@code type} member: a URN that names the problem. It is not the address of a page. */
  String uri() {
    return "urn:tagfast:problem:" + word;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }
}

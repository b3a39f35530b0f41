package dev.tagfast.registry.token;

import java.time.Instant;

/**
 * A bearer token. Its text form does not show its value.
 *
 * @param goodUntil a little before the token expires, so that it does not expire in a request
 */
record Token(String value, Instant goodUntil) {
  boolean isGood(Instant now) {
    return now.isBefore(goodUntil);
  }

  String header() {
    return "Bearer " + value;
  }

  @Override
  public String toString() {
    return "Token[until " + goodUntil + "]";
  }
}

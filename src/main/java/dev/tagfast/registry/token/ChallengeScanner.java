package dev.tagfast.registry.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes a {@code WWW-Authenticate} header apart. One header may carry several challenges, separated
 * by the same commas as their parameters, and quoted strings have commas of their own (RFC 9110,
 * 11.6.1): a word that no {@code =} follows starts the next challenge.
 */
final class ChallengeScanner {
  private static final String SEPARATORS = " \t,";

  private final String header;
  private int at;

  /**
   * A challenge of whatever scheme.
   *
   * @param scheme lower case
   * @param parameters names in lower case; of a repeated one the first
   */
  record Scanned(String scheme, Map<String, String> parameters) {}

  private ChallengeScanner(String header) {
    this.header = header;
  }

  static List<Scanned> scan(String header) {
    return new ChallengeScanner(header).challenges();
  }

  private List<Scanned> challenges() {
    List<Scanned> challenges = new ArrayList<>();
    for (String word = word(); !word.isEmpty(); word = word()) {
      if (!accept('=')) {
        challenges.add(new Scanned(word, new HashMap<>()));
      } else {
        skip(" \t");
        String value = accept('"') ? quoted() : until("\"" + SEPARATORS);
        if (!challenges.isEmpty()) {
          challenges.getLast().parameters().putIfAbsent(word, value);
        }
      }
    }
    return challenges;
  }

  private String word() {
    skip(SEPARATORS);
    return until("=\"" + SEPARATORS).toLowerCase(Locale.ROOT);
  }

  private boolean accept(char wanted) {
    int before = at;
    skip(" \t");
    if (at < header.length() && header.charAt(at) == wanted) {
      at++;
      return true;
    }
    at = before;
    return false;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (at < header.length()) {
      char next = header.charAt(at++);
      if (next == '"') {
        break;
      }
      boolean escaped = next == '\\' && at < header.length();
      value.append(escaped ? header.charAt(at++) : next);
    }
    return value.toString();
  }

  private String until(String ends) {
    int start = at;
    while (at < header.length() && ends.indexOf(header.charAt(at)) < 0) {
      at++;
    }
    return header.substring(start, at);
  }

  private void skip(String characters) {
    while (at < header.length() && characters.indexOf(header.charAt(at)) >= 0) {
      at++;
    }
  }
}

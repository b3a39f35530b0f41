package dev.tagfast.registry.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses a {@code WWW-Authenticate} header. One header may carry several challenges. They are
 * separated by commas, as their parameters are, and quoted strings may contain commas (RFC 9110,
 * 11.6.1). A word without a following {@code =} starts the next challenge.
 */
final class ChallengeScanner {
  private static final String SEPARATORS = " \t,";

  private final String header;
  private int position;

  /**
   * A challenge of any scheme.
   *
   * @param scheme lower case
   * @param parameters names in lower case; of a repeated one the first value
   */
  record RawChallenge(String scheme, Map<String, String> parameters) {}

  private ChallengeScanner(String header) {
    this.header = header;
  }

  static List<RawChallenge> scan(String header) {
    return new ChallengeScanner(header).challenges();
  }

  private List<RawChallenge> challenges() {
    List<RawChallenge> challenges = new ArrayList<>();
    for (String word = word(); !word.isEmpty(); word = word()) {
      if (!accept('=')) {
        challenges.add(new RawChallenge(word, new HashMap<>()));
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
    int before = position;
    skip(" \t");
    if (position < header.length() && header.charAt(position) == wanted) {
      position++;
      return true;
    }
    position = before;
    return false;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (position < header.length()) {
      char next = header.charAt(position++);
      if (next == '"') {
        break;
      }
      boolean escaped = next == '\\' && position < header.length();
      value.append(escaped ? header.charAt(position++) : next);
    }
    return value.toString();
  }

  private String until(String ends) {
    int start = position;
    while (position < header.length() && ends.indexOf(header.charAt(position)) < 0) {
      position++;
    }
    return header.substring(start, position);
  }

  private void skip(String characters) {
    while (position < header.length() && characters.indexOf(header.charAt(position)) >= 0) {
      position++;
    }
  }
}

package dev.tagfast.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The edit distance between two words. */
public final class EditDistance {
  /** Longer words are not compared: the effort grows with the square of their length. */
  private static final int LONGEST = 100;

  private static final int LETTERS_PER_SLIP = 4;

  private EditDistance() {}

  /**
   * The word that was probably meant, for "did you mean": one slip in a short word, one per four
   * letters in a long one.
   */
  public static Optional<String> nearest(String written, Collection<String> words) {
    int most = Math.max(1, written.length() / LETTERS_PER_SLIP);
    return words.stream()
        .filter(word -> written.length() <= LONGEST && word.length() <= LONGEST)
        .filter(word -> between(written, word) <= most)
        .min(
            Comparator.comparingInt((String word) -> between(written, word))
                .thenComparing(word -> word));
  }

  /**
   * The number of letters inserted, deleted, replaced or swapped with their neighbour, each counted
   * once (optimal string alignment).
   */
  static int between(String one, String other) {
    int[][] distances = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          distances[i][j] = i + j;
          continue;
        }
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        distances[i][j] =
            Math.min(
                distances[i - 1][j - 1] + change,
                Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean isSwapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (isSwapped) {
          distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
        }
      }
    }
    return distances[one.length()][other.length()];
  }
}

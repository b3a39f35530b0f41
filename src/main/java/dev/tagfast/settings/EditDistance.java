package dev.tagfast.settings;

/** The edit distance between two words. */
final class EditDistance {
  private EditDistance() {}

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

package dev.tagfast.demo;

import dev.tagfast.image.UntrustedText;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/** Tells the story on a terminal, and keeps count of what was true. */
final class Narrator {
  private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");
  private static final int LONGEST_LINE = 400;

  private final PrintStream out;
  private int held;
  private int failed;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** A paragraph. */
  void say(String text) {
    out.println(text.stripTrailing());
  }

  /** Something that arrived meanwhile. Others wrote it, so it is made safe for a terminal. */
  void overhear(String place, String text) {
    text.lines()
        .forEach(line -> say("      | " + place + ": " + UntrustedText.clean(line, LONGEST_LINE)));
  }

  /** Plays the steps; later ones build on earlier ones, so the first that fails is the last. */
  void tell(List<Step> steps) {
    for (Step step : steps) {
      say("\n%d/%d  %s".formatted(steps.indexOf(step) + 1, steps.size(), step.title()));
      step.why().lines().forEach(line -> say("     " + line));
      step.action().run();
      step.checks().forEach(this::check);
      if (failed > 0) {
        return;
      }
    }
  }

  /** Whether every check held. */
  boolean isHappy() {
    return failed == 0 && held > 0;
  }

  /** {@code 17 of 17 checks held}. */
  String count() {
    return "%d of %d checks held".formatted(held, held + failed);
  }

  private void check(Check check) {
    Check.Result result = check.perform();
    if (result.held()) {
      held++;
    } else {
      failed++;
    }
    String answer =
        DIGEST.matcher(UntrustedText.clean(result.answer(), LONGEST_LINE)).replaceAll("$1…");
    say("   %s %s: %s".formatted(result.held() ? "  ok" : "FAIL", check.claim(), answer));
  }
}

package dev.tagfast.act.brake;

import dev.tagfast.act.brake.BrakeAnswer.Free;
import dev.tagfast.act.brake.BrakeAnswer.Stopped;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Sentence;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what stands in the way of a rollout. First match wins: what a person must do comes before
 * what time does, so nobody waits for a window and then learns that an approval is missing.
 */
public final class Brakes {
  static final String HOLD = "hold";
  static final String APPROVAL = "approval";
  static final String APPROVAL_REQUIRED = "required";
  static final String MIN_AGE = "min-age";
  static final String WINDOW = "window";
  static final String DRY_RUN = "dry-run";

  private static final String NO = "false";

  private Brakes() {}

  /** The first that stands in the way, in the order of this method. */
  public static BrakeAnswer of(BrakeQuestion question) {
    try {
      List<WindowTimes> windows =
          BrakeNote.of(WINDOW, question).stream()
              .map(note -> note.read(WindowTimes::parse))
              .toList();
      Optional<MinAge> age = minAge(question);
      boolean dry = isOn(DRY_RUN, "true", question);
      boolean needsApproval = isOn(APPROVAL, APPROVAL_REQUIRED, question) && !question.again();
      Optional<BrakeAnswer> held = hold(question);
      if (held.isPresent()) {
        return held.get();
      }
      BrakeAnswer approved =
          needsApproval ? ApprovalBrake.of(question) : new Free(Optional.empty());
      if (approved instanceof Stopped) {
        return approved;
      }
      return Stream.<Optional<Stopped>>of(
              age.filter(_ -> !question.again()).flatMap(it -> it.stops(question)),
              WindowBrake.of(windows, question.now()))
          .flatMap(Optional::stream)
          .findFirst()
          .or(() -> limited(question))
          .or(() -> dry ? Optional.of(dry(question)) : Optional.empty())
          .<BrakeAnswer>map(stopped -> stopped)
          .orElse(approved);
    } catch (UnreadableBrake e) {
      return new Stopped(Reason.BRAKE_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What stands in the way of taking a rollout back. Only a hold does: a window or an approval
   * would leave broken pods where they are.
   */
  public static BrakeAnswer ofRollback(BrakeQuestion question) {
    return hold(question).orElseGet(() -> new Free(Optional.empty()));
  }

  /** Anything that it says holds, also nothing: who writes it wants it. */
  private static Optional<BrakeAnswer> hold(BrakeQuestion question) {
    return BrakeNote.of(HOLD, question).stream()
        .filter(note -> !isNo(note.value()))
        .findFirst()
        .map(
            note ->
                new Stopped(
                    Reason.ON_HOLD,
                    Sentence.of(note.value().isEmpty() ? note.title() + " is set" : note.quoted())
                        + " To go on with "
                        + question.to().abbreviated()
                        + ", remove it ("
                        + note.removal()
                        + ")."));
  }

  private static Optional<MinAge> minAge(BrakeQuestion question) {
    return BrakeNote.of(MIN_AGE, question).stream()
        .map(note -> new MinAge(note, note.read(MinAge::parse)))
        .max(Comparator.comparing(MinAge::least));
  }

  private static Optional<Stopped> limited(BrakeQuestion question) {
    return question.limit().get().map(why -> new Stopped(Reason.ROLLOUT_LIMIT, why));
  }

  private static Stopped dry(BrakeQuestion question) {
    BrakeNote note =
        BrakeNote.of(DRY_RUN, question).stream()
            .filter(it -> !isNo(it.value()))
            .findFirst()
            .orElseThrow();
    return new Stopped(
        Reason.DRY_RUN,
        "Dry run: it would be brought to "
            + question.to().abbreviated()
            + " now. To let it, remove "
            + note.title()
            + " ("
            + note.removal()
            + ").");
  }

  private static boolean isOn(String brake, String word, BrakeQuestion question) {
    // All of them are read: one that is not understood stops the container, wherever it stands.
    List<Boolean> said =
        BrakeNote.of(brake, question).stream()
            .map(note -> note.read(value -> isOn(value, word)))
            .toList();
    return said.contains(true);
  }

  private static boolean isOn(String value, String word) {
    if (value.toLowerCase(Locale.ROOT).equals(word)) {
      return true;
    }
    if (isNo(value)) {
      return false;
    }
    throw new IllegalArgumentException("write " + word + ", or remove it");
  }

  private static boolean isNo(String value) {
    return value.toLowerCase(Locale.ROOT).equals(NO);
  }
}

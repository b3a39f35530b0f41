package dev.tagfast.demo;

import java.util.List;
import java.util.Set;

/** {@code make run}: the stage of the demo, left standing until Ctrl-C. */
public final class Playground {
  private static final List<String> FLAVOURS =
      List.of("quattro-formaggi", "hawaii", "margherita", "diavola");

  /** 128 and the signal: interrupted, terminated. */
  private static final Set<Integer> STOPPED = Set.of(130, 143);

  private Playground() {}

  /**
   * @param args nothing
   */
  public static void main(String[] args) throws InterruptedException {
    Narrator narrator = new Narrator(System.out);
    try (Stage stage = Opening.open(narrator)) {
      // Under names of their own, so that a plain copy inside the repository is a push.
      FLAVOURS.forEach(name -> stage.pusher().push(Menu.PIZZA, "menu-" + name, name));
      stage.pusher().push(Menu.PIZZA, Menu.DATED, FLAVOURS.getFirst());
      stage.pusher().push(Menu.PIZZA, Menu.TODAY, "margherita");
      narrator.say(Hints.of(stage));
      int code = stage.app().process().waitFor();
      // Ctrl-C and kill reach it too; then there is nothing to tell.
      if (!STOPPED.contains(code)) {
        narrator.say("The application ended with " + code + ". Its log:\n" + stage.app().readLog());
      }
    } catch (IllegalStateException e) {
      narrator.say(e.getMessage());
    }
    System.exit(1);
  }
}

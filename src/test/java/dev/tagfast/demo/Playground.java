package dev.tagfast.demo;

import java.util.List;

/** {@code make run}: the stage of the demo, left standing until Ctrl-C. */
public final class Playground {
  private static final List<String> FLAVOURS =
      List.of("quattro-formaggi", "hawaii", "margherita", "diavola");

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
      narrator.say(
          "The application ended with %d. Its log:\n%s".formatted(code, stage.app().readLog()));
    } catch (IllegalStateException e) {
      narrator.say(e.getMessage());
    }
    System.exit(1);
  }
}

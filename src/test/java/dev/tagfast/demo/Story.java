package dev.tagfast.demo;

import static dev.tagfast.demo.Menu.DATED;
import static dev.tagfast.demo.Menu.DINNER;
import static dev.tagfast.demo.Menu.PIZZA;
import static dev.tagfast.demo.Menu.SPECIAL;
import static dev.tagfast.demo.Menu.TODAY;

import dev.tagfast.image.Digest;
import java.util.List;
import java.util.stream.Stream;

/** The story: a dated pizza that must stay what it was, and one of the day that may change. */
final class Story {
  private static final String FORMAGGI = "quattro formaggi";
  private static final String HAWAII = "hawaii";

  private final Place place;
  private final World world;

  Story(Place place) {
    this.place = place;
    world = new World(place);
  }

  List<Step> steps() {
    Digest formaggi = place.digestOf(FORMAGGI);
    return List.of(
        firstPush(formaggi),
        overwrite(formaggi),
        samePushAgain(formaggi),
        move("pizza:today is pushed for the first time: margherita", "margherita", 5, 1),
        move("pizza:today moves: diavola", "diavola", 6, 2),
        move("pizza:today moves again: capricciosa", "capricciosa", 7, 3));
  }

  private Step firstPush(Digest formaggi) {
    return new Step(
        "Somebody pushes pizza:2018-05-12, a quattro formaggi",
        """
        The registry notifies Tagfast. The tag was never seen, so it is recorded as what it shows
        now; the Deployment that follows it is pinned: tag and digest, so that every pod is the same.
        """,
        push(DATED, FORMAGGI),
        checks(
            List.of(
                world.runs(DINNER, DATED, formaggi),
                world.ledgerHolds(DATED, formaggi),
                world.registryShows(DATED, formaggi),
                place.historyTells(DINNER),
                world.handled(1)),
            place.podsAnswer(DINNER, FORMAGGI)));
  }

  private Step overwrite(Digest formaggi) {
    return new Step(
        "Somebody pushes another pizza under the same tag: hawaii",
        """
        Without Tagfast the next pod would be a hawaii beside two quattro formaggi, and nobody would
        be told. The policy says that dated tags stay: it is rejected, people are told, and the tag
        is put back in the registry. (That is a push too, so the registry notifies of it as well.)
        """,
        push(DATED, HAWAII),
        checks(
            List.of(
                world.alerted("TagOverwritten"),
                world.handled(3),
                world.registryShows(DATED, formaggi),
                world.ledgerHolds(DATED, formaggi),
                world.quarantined(DATED, place.digestOf(HAWAII)),
                world.alerted("TagRestored"),
                world.runs(DINNER, DATED, formaggi),
                world.rolloutsOf(DINNER, 1)),
            place.podsAnswer(DINNER, FORMAGGI)));
  }

  private Step samePushAgain(Digest formaggi) {
    return new Step(
        "Somebody pushes the quattro formaggi again, the very same image",
        """
        A tag that shows what it showed before is no error and nothing new: a build that runs twice
        must not fail, and nothing must be rolled out.
        """,
        push(DATED, FORMAGGI),
        checks(
            List.of(
                world.handled(4),
                world.registryShows(DATED, formaggi),
                world.rolloutsOf(DINNER, 1),
                world.alertsInAll(2)),
            place.podsAnswer(DINNER, FORMAGGI)));
  }

  private Step move(String title, String flavour, int pushes, int rollouts) {
    Digest digest = place.digestOf(flavour);
    return new Step(
        title,
        "No rule protects this tag, so it may move; its Deployment is rolled out, pinned again.",
        push(TODAY, flavour),
        checks(
            List.of(
                world.runs(SPECIAL, TODAY, digest),
                world.handled(pushes),
                world.rolloutsOf(SPECIAL, rollouts),
                place.historyTells(SPECIAL),
                world.rolloutsOf(DINNER, 1),
                world.alertsInAll(2)),
            place.podsAnswer(SPECIAL, flavour),
            place.podsAnswer(DINNER, FORMAGGI)));
  }

  private Runnable push(String tag, String flavour) {
    return () -> place.push(PIZZA, tag, flavour);
  }

  @SafeVarargs
  private static List<Check> checks(List<Check>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}

package dev.tagfast.demo;

import dev.tagfast.image.Digest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The checks of the story: each asks the registry, the API server, the chat or the log. */
final class World {
  private static final Pattern EVENT_ID =
      Pattern.compile("^.* source=\\S+ action=push .* id=(\\S+)", Pattern.MULTILINE);

  private final Place place;
  private final Cluster cluster;

  World(Place place) {
    this.place = place;
    cluster = place.cluster();
  }

  Check registryShows(String tag, Digest digest) {
    return Check.that(
        "the registry says that %s:%s is".formatted(Menu.PIZZA, tag),
        () -> place.shown(Menu.PIZZA, tag),
        digest.value());
  }

  Check runs(String deployment, String tag, Digest digest) {
    return Check.that(
        "the API server says that Deployment %s runs".formatted(deployment),
        () -> cluster.image(deployment),
        Menu.image(place.registry(), tag) + "@" + digest);
  }

  Check rolloutsOf(String deployment, long expected) {
    return Check.count(
        "rollouts of Deployment %s until now, by its generation".formatted(deployment),
        () -> cluster.rollouts(deployment),
        expected);
  }

  Check ledgerHolds(String tag, Digest digest) {
    return Check.that(
        "the ledger (ImageTag) holds %s:%s to".formatted(Menu.PIZZA, tag),
        () -> status(tag, "/state") + " " + status(tag, "/accepted/digest"),
        "Current " + digest);
  }

  Check quarantined(String tag, Digest digest) {
    return new Check(
        "the ledger keeps in quarantine for this tag",
        () ->
            String.join(
                ", ",
                StreamSupport.stream(
                        cluster.imageTag(Menu.PIZZA, tag).at("/status/quarantined").spliterator(),
                        false)
                    .map(node -> node.asText())
                    .toList()),
        digest.value()::equals);
  }

  Check alerted(String reason) {
    return new Check(
        "the chat was told",
        () -> alerts(reason).stream().flatMap(String::lines).findFirst().orElse("nothing"),
        text -> text.contains(reason));
  }

  Check alertsInAll(int expected) {
    return Check.count("messages in the chat until now", () -> place.alerts().size(), expected);
  }

  Check handled(int pushes) {
    // A registry that waits too long for an answer tells the same push again, under the same id.
    return Check.count(
        "pushes handled until now, by their ids in Tagfast's log",
        () -> EVENT_ID.matcher(place.log()).results().map(id -> id.group(1)).distinct().count(),
        pushes);
  }

  private List<String> alerts(String reason) {
    return place.alerts().stream().filter(text -> text.contains(reason)).toList();
  }

  private String status(String tag, String field) {
    return cluster.imageTag(Menu.PIZZA, tag).at("/status" + field).asText("nothing");
  }
}

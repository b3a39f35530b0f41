package dev.tagfast.bench;

import dev.tagfast.demo.Stage;
import dev.tagfast.image.Digest;

/**
 * Event to Deployment patched, against a bare client's HEAD and PATCH, turn by turn, so that
 * whatever slows the machine slows both. The answer comes after the patch, so it is an upper bound.
 */
final class Latency {
  private static final int WARM_UP = 400;
  private static final int MEASURED = 500;

  private final Samples tagfast = new Samples();
  private final Samples bare = new Samples();

  static Latency measure(Stage stage) {
    Latency result = new Latency();
    try (Sender sender = new Sender(stage)) {
      MovingTag tag = new MovingTag(stage, sender, "latency");
      String plain = stage.registry().host() + "/bare:today";
      stage.cluster().createDeployment("bare", plain);
      Bare client = new Bare(stage, sender);
      for (int i = 0; i < WARM_UP + MEASURED; i++) {
        Digest digest = tag.move();
        Runnable ours = () -> tag.tellMoved(sender, digest);
        Runnable theirs =
            () -> client.headAndPatch(tag.name(), "today", "bare", plain + "@" + digest);
        if (i < WARM_UP) {
          ours.run();
          theirs.run();
        } else {
          result.tagfast.time(ours);
          result.bare.time(theirs);
        }
      }
    }
    return result;
  }

  void print(Table table) {
    for (int percent : new int[] {50, 99}) {
      double ours = tagfast.percentile(percent);
      double theirs = bare.percentile(percent);
      table.row(
          "event to Deployment patched, warm, p" + percent,
          "%.1f ms".formatted(ours),
          "%.1f times a bare HEAD + PATCH (%.1f ms), n=%d"
              .formatted(ours / theirs, theirs, tagfast.count()));
    }
  }
}

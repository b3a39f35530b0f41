package dev.tagfast.bench;

import dev.tagfast.demo.Stage;
import dev.tagfast.image.Digest;

/**
 * A tag of its own repository that goes to and fro between two images, with a Deployment that
 * follows.
 */
final class MovingTag {
  private static final String TAG = "today";

  private final Stage stage;
  private final String name;
  private final byte[] one;
  private final byte[] other;
  private boolean atOne;

  MovingTag(Stage stage, Sender sender, String name) {
    this.stage = stage;
    this.name = name;
    stage.pusher().push(name, "one", name + " one");
    stage.pusher().push(name, "other", name + " other");
    Bare bare = new Bare(stage, sender);
    one = bare.manifest(name, "one");
    other = bare.manifest(name, "other");
    stage
        .cluster()
        .createDeployment(name, "%s/%s:%s".formatted(stage.registry().host(), name, TAG));
  }

  /** Moves it in the registry; nobody is told. */
  Digest move() {
    atOne = !atOne;
    return stage.pusher().putManifest(name, TAG, Bare.MANIFEST, atOne ? one : other);
  }

  /** Tells of what it shows, and checks that the Deployment was patched before the answer. */
  void tellMoved(Sender sender, Digest digest) {
    String answer = sender.tell(name, TAG, digest);
    if (!answer.contains("RolloutStarted")) {
      throw new IllegalStateException("no rollout: " + answer);
    }
  }

  /** Tells of what it shows, which Tagfast knows already. */
  void tellUnchanged(Sender sender, Digest digest) {
    sender.tell(name, TAG, digest);
  }

  String name() {
    return name;
  }
}

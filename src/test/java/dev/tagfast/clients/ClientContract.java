package dev.tagfast.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagfast.testing.ImagePusher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * One client after the other does what it does in a pipeline. A test goes on after a wrong verdict,
 * so that the table is complete, and fails at its end.
 */
@Tag("clients")
abstract class ClientContract {
  ClientsWorld world;
  @TempDir Path folder;

  final String repository = "pizza-" + UUID.randomUUID().toString().substring(0, 8);
  Shell shell;
  private Witness witness;
  private final List<String> wrong = new ArrayList<>();

  @BeforeEach
  void open() {
    shell = new Shell(folder);
    witness = new Witness(world);
  }

  @AfterEach
  void nothingWasWrong() {
    witness.close();
    assertThat(wrong).isEmpty();
  }

  /** Skips the test by name where one of the programs is missing. */
  final void need(Program... programs) {
    for (Program program : programs) {
      Optional<String> missing = program.missing();
      missing.ifPresent(why -> Results.skipped(programs[0], why));
      assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }
  }

  /** A Deployment that follows this tag of this test's repository. */
  final void follow(String tag) {
    witness.follow(repository, image(tag));
  }

  /** Lets a client do something, waits until Tagfast has handled it, and compares. */
  final void step(Program program, String action, Expected expected, Runnable run) {
    Seen seen = witness.watch(path(), run);
    boolean right = expected.fits(seen);
    Results.row(program, action, seen, right);
    if (!right) {
      wrong.add(program.command() + ", " + action + ": expected " + expected + ", was " + seen);
    }
  }

  /** The reference of a tag at the registry that notifies Tagfast. */
  final String image(String tag) {
    return host() + "/" + path() + ":" + tag;
  }

  /** The repository's path at the registry. */
  String path() {
    return repository;
  }

  /** The registry that notifies Tagfast. */
  String host() {
    return world.notifying().host();
  }

  /** An image at the other registry, for clients that copy; one flavour is one digest. */
  final String elsewhere(String flavour) {
    try (ImagePusher pusher = ImagePusher.to(world.silent().uri())) {
      String tag = flavour.replace(' ', '-');
      pusher.push("source", tag, flavour);
      return world.silent().host() + "/source:" + tag;
    }
  }
}

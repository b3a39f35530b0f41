package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Clients that copy images, give them further tags and take tags away. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class CopyingClientsTest extends ClientContract {
  @Test
  void crane() {
    need(Program.CRANE);
    copies(Program.CRANE, (from, to) -> shell.run(Program.CRANE, "copy", "--insecure", from, to));
    step(
        Program.CRANE,
        "crane tag: a second tag for the image of `1.0.0`",
        NOTHING,
        () -> shell.run(Program.CRANE, "tag", "--insecure", image("1.0.0"), "1.0"));
    step(
        Program.CRANE,
        "crane tag: `today` on the image that it shows",
        NOTHING,
        () -> shell.run(Program.CRANE, "tag", "--insecure", image("today"), "today"));
    Digest digest = pushUnfollowed(Program.CRANE);
    step(
        Program.CRANE,
        "crane delete of a digest that `2.0.0` shows",
        NOTHING,
        () ->
            shell.run(
                Program.CRANE, "delete", "--insecure", host() + "/" + repository + "@" + digest));
  }

  @Test
  void skopeo() {
    need(Program.SKOPEO);
    copies(
        Program.SKOPEO,
        (from, to) ->
            shell.run(
                Program.SKOPEO,
                "copy",
                "--insecure-policy",
                "--src-tls-verify=false",
                "--dest-tls-verify=false",
                "docker://" + from,
                "docker://" + to));
    pushUnfollowed(Program.SKOPEO);
    step(
        Program.SKOPEO,
        "skopeo delete of `2.0.0`",
        NOTHING,
        () ->
            shell.run(
                Program.SKOPEO, "delete", "--tls-verify=false", "docker://" + image("2.0.0")));
  }

  @Test
  void regctl() {
    need(Program.REGCTL);
    shell.run(Program.REGCTL, "registry", "set", "--tls", "disabled", host());
    shell.run(Program.REGCTL, "registry", "set", "--tls", "disabled", world.silent().host());
    copies(Program.REGCTL, (from, to) -> shell.run(Program.REGCTL, "image", "copy", from, to));
    step(
        Program.REGCTL,
        "regctl artifact put about the image of `1.0.0`",
        NOTHING,
        () ->
            shell.run(
                Program.REGCTL,
                "artifact",
                "put",
                "--artifact-type",
                "application/example",
                "--subject",
                image("1.0.0"),
                "--file",
                shell.write("about.txt", "about").toString()));
    pushUnfollowed(Program.REGCTL);
    step(
        Program.REGCTL,
        "regctl tag rm of `2.0.0`",
        NOTHING,
        () -> shell.run(Program.REGCTL, "tag", "rm", image("2.0.0")));
    step(
        Program.REGCTL,
        "regctl tag rm of `1.0.0`, which is followed",
        NOTHING,
        () -> shell.run(Program.REGCTL, "tag", "rm", image("1.0.0")));
    step(
        Program.REGCTL,
        "regctl tag rm of `today`, which is followed",
        NOTHING,
        () -> shell.run(Program.REGCTL, "tag", "rm", image("today")));
    step(
        Program.REGCTL,
        "regctl image copy: `today` back on the image it showed",
        NOTHING,
        () -> shell.run(Program.REGCTL, "image", "copy", elsewhere("funghi"), image("today")));
  }

  /** What each of them does in the same words. */
  private void copies(Program client, BiConsumer<String, String> copy) {
    String margherita = elsewhere("margherita");
    String funghi = elsewhere("funghi");
    follow("1.0.0");
    follow("today");
    step(
        client,
        "copies an image to `1.0.0`",
        Expected.rollout("1.0.0"),
        () -> copy.accept(margherita, image("1.0.0")));
    step(
        client,
        "copies it to `today`",
        Expected.rollout("today"),
        () -> copy.accept(image("1.0.0"), image("today")));
    step(
        client,
        "copies the same to `1.0.0` again",
        NOTHING,
        () -> copy.accept(margherita, image("1.0.0")));
    step(
        client,
        "copies the same to `today` again",
        NOTHING,
        () -> copy.accept(margherita, image("today")));
    step(
        client,
        "copies another image to `today`",
        Expected.rollout("today"),
        () -> copy.accept(funghi, image("today")));
    step(
        client,
        "copies another image to `1.0.0`: a true alert",
        Expected.alert("1.0.0 tag.overwritten"),
        () -> copy.accept(funghi, image("1.0.0")));
    step(
        client,
        "copies the accepted image back to `1.0.0`",
        NOTHING,
        () -> copy.accept(margherita, image("1.0.0")));
  }

  private Digest pushUnfollowed(Program client) {
    String flavour = "hawaii of " + repository;
    step(
        client,
        "(an image is pushed to `2.0.0`, which nobody follows)",
        NOTHING,
        () -> {
          try (ImagePusher pusher = ImagePusher.to(world.notifying().uri())) {
            pusher.push(repository, "2.0.0", flavour);
          }
        });
    return ImagePusher.digestOf(flavour);
  }
}

package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Helm and ORAS, whose charts and artifacts no container can run. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class ArtifactClientsTest extends ClientContract {
  @Test
  void helm() {
    need(Program.HELM);
    chart("first");
    step(Program.HELM, "pushes the chart `1.0.0`", NOTHING, this::pushChart);
    step(Program.HELM, "pushes the same package again", NOTHING, this::pushChart);
    chart("second");
    step(Program.HELM, "pushes `1.0.0` packaged again: another digest", NOTHING, this::pushChart);
    follow("1.0.0");
    step(Program.HELM, "pushes it while a Deployment names its tag", NOTHING, this::pushChart);
  }

  @Test
  void oras() {
    need(Program.ORAS);
    follow("1.0.0");
    follow("today");
    step(
        Program.ORAS,
        "(an image is pushed to `1.0.0` and `today`)",
        Expected.rollout("1.0.0", "today"),
        () -> {
          try (ImagePusher pusher = ImagePusher.to(world.notifying().uri())) {
            pusher.push(repository, "1.0.0", "margherita");
            pusher.push(repository, "today", "margherita");
          }
        });
    shell.write("menu.txt", "menu");
    step(Program.ORAS, "pushes an artifact as `9.0.0`", NOTHING, () -> push("9.0.0"));
    step(
        Program.ORAS,
        "pushes the same as `9.0.0` again: another digest",
        NOTHING,
        () -> push("9.0.0"));
    step(Program.ORAS, "attaches a file to the image of `1.0.0`", NOTHING, () -> attach("1.0.0"));
    step(Program.ORAS, "attaches one to the image of `today`", NOTHING, () -> attach("today"));
    step(
        Program.ORAS,
        "tags the image of `1.0.0` as `1.0`",
        NOTHING,
        () -> shell.run(Program.ORAS, "tag", "--plain-http", image("1.0.0"), "1.0"));
    step(
        Program.ORAS,
        "copies `1.0.0` with what is attached to `today`",
        NOTHING,
        () ->
            shell.run(
                Program.ORAS,
                "copy",
                "-r",
                "--from-plain-http",
                "--to-plain-http",
                image("1.0.0"),
                image("today")));
    step(
        Program.ORAS,
        "deletes the artifact `9.0.0`",
        NOTHING,
        () ->
            shell.run(
                Program.ORAS, "manifest", "delete", "--plain-http", "--force", image("9.0.0")));
    step(
        Program.ORAS,
        "pushes an artifact over `today`, which is followed: a true alert",
        Expected.alert("today tag.held"),
        () -> push("today"));
    step(
        Program.ORAS,
        "pushes an artifact over `1.0.0`: a true alert",
        Expected.alert("1.0.0 tag.overwritten"),
        () -> push("1.0.0"));
  }

  private void push(String tag) {
    shell.run(Program.ORAS, "push", "--plain-http", image(tag), "menu.txt:text/plain");
  }

  private void attach(String tag) {
    shell.run(
        Program.ORAS,
        "attach",
        "--plain-http",
        "--artifact-type",
        "application/example",
        image(tag),
        "menu.txt:text/plain");
  }

  private void chart(String description) {
    shell.write(
        "chart/Chart.yaml",
        "apiVersion: v2\nname: %s\nversion: 1.0.0\ndescription: %s\n"
            .formatted(repository, description));
    shell.run(Program.HELM, "package", "chart");
  }

  private void pushChart() {
    shell.run(Program.HELM, "push", "--plain-http", repository + "-1.0.0.tgz", "oci://" + host());
  }
}

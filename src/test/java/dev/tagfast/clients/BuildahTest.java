package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buildah, which writes the time of the commit into each image. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class BuildahTest extends ClientContract {
  @Test
  void buildah() {
    need(Program.BUILDAH);
    shell.with("STORAGE_DRIVER", "vfs").with("BUILDAH_ISOLATION", "chroot");
    follow("1.0.0");
    follow("today");
    commit("margherita");
    step(
        Program.BUILDAH,
        "pushes `1.0.0`",
        Expected.rollout("1.0.0"),
        () -> push("margherita", "1.0.0"));
    step(
        Program.BUILDAH,
        "pushes `today`",
        Expected.rollout("today"),
        () -> push("margherita", "today"));
    step(Program.BUILDAH, "pushes `1.0.0` again", NOTHING, () -> push("margherita", "1.0.0"));
    step(Program.BUILDAH, "pushes `today` again", NOTHING, () -> push("margherita", "today"));
    commit("funghi");
    step(
        Program.BUILDAH,
        "pushes another image to `today`",
        Expected.rollout("today"),
        () -> push("funghi", "today"));
    step(
        Program.BUILDAH,
        "pushes another image to `1.0.0`: a true alert",
        Expected.alert("1.0.0 tag.overwritten"),
        () -> push("funghi", "1.0.0"));
  }

  private void commit(String flavour) {
    shell.write("pizza", flavour);
    String container = buildah("from", "scratch").strip();
    buildah("copy", container, "pizza", "/");
    buildah("commit", container, flavour);
  }

  private void push(String flavour, String tag) {
    buildah("push", "--tls-verify=false", flavour, "docker://" + image(tag));
  }

  private String buildah(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--root",
                folder.resolve("storage").toString(),
                "--runroot",
                folder.resolve("run").toString()));
    all.addAll(List.of(arguments));
    return shell.run(Program.BUILDAH, all.toArray(String[]::new));
  }
}

package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** ko, which pushes an SBOM before the image. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class KoTest extends ClientContract {
  @Test
  void ko() {
    need(Program.KO);
    String base = elsewhere("base of ko");
    shell
        .with("KO_DOCKER_REPO", host() + "/" + repository)
        .with("KO_DEFAULTBASEIMAGE", base)
        .with("CGO_ENABLED", "0");
    shell.write("go.mod", "module example.test/pizza\n\ngo 1.25\n");
    source("margherita");
    follow("1.0.0");
    follow("today");
    step(
        Program.KO,
        "publishes `1.0.0` and `today`",
        Expected.rollout("1.0.0", "today"),
        () -> build("1.0.0,today"));
    step(Program.KO, "publishes the same again", NOTHING, () -> build("1.0.0,today"));
    source("funghi");
    step(
        Program.KO,
        "publishes another program as `today`",
        Expected.rollout("today"),
        () -> build("today"));
    step(
        Program.KO,
        "publishes another program as `1.0.0`: a true alert",
        Expected.alert("1.0.0 tag.overwritten"),
        () -> build("1.0.0"));
  }

  private void source(String flavour) {
    shell.write("main.go", "package main\n\nfunc main() { println(\"" + flavour + "\") }\n");
  }

  private void build(String tags) {
    shell.run(
        Program.KO,
        "build",
        "--bare",
        "--insecure-registry",
        "-t",
        tags,
        "--platform",
        "linux/amd64",
        ".");
  }
}

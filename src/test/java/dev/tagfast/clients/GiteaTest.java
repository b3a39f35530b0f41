package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Gitea as the registry, which drops a manifest as soon as its tag moves. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class GiteaTest extends ClientContract {
  @Override
  String host() {
    return world.gitea().host();
  }

  @Override
  String path() {
    return GiteaRegistry.OWNER + "/" + repository;
  }

  @Test
  void crane() {
    need(Program.CRANE, Program.GITEA);
    login();
    String margherita = elsewhere("margherita");
    String funghi = elsewhere("funghi");
    follow("1.0.0");
    follow("today");
    step(
        Program.CRANE,
        "Gitea: copies an image to `1.0.0` and `today`",
        Expected.rollout("1.0.0", "today"),
        () -> {
          copy(margherita, "1.0.0");
          copy(margherita, "today");
        });
    step(
        Program.CRANE,
        "Gitea: copies the same again",
        NOTHING,
        () -> {
          copy(margherita, "1.0.0");
          copy(margherita, "today");
        });
    step(
        Program.CRANE,
        "Gitea: copies another image to `today`",
        Expected.rollout("today"),
        () -> copy(funghi, "today"));
    step(
        Program.CRANE,
        "Gitea: copies the image of `1.0.0` to `Main-SNAPSHOT`, which becomes lower case",
        NOTHING,
        () -> copy(margherita, "Main-SNAPSHOT"));
  }

  @Test
  void helm() {
    need(Program.HELM, Program.GITEA);
    login();
    shell.write(
        "chart/Chart.yaml", "apiVersion: v2\nname: %s\nversion: 1.0.0\n".formatted(repository));
    for (String time : new String[] {"pushes the chart `1.0.0`", "pushes it packaged again"}) {
      shell.run(Program.HELM, "package", "chart");
      step(
          Program.HELM,
          "Gitea: " + time,
          NOTHING,
          () ->
              shell.run(
                  Program.HELM,
                  "push",
                  "--plain-http",
                  "--registry-config",
                  folder.resolve("docker/config.json").toString(),
                  repository + "-1.0.0.tgz",
                  "oci://" + host() + "/" + GiteaRegistry.OWNER));
    }
  }

  @Test
  void buildx() {
    need(Program.BUILDX, Program.BUILDKITD, Program.RUNC, Program.GITEA);
    login();
    try (Builder builder = Builder.start(shell, host())) {
      builder.flavour("margherita");
      follow("1.0.0");
      follow("today");
      step(
          Program.BUILDX,
          "Gitea: builds and pushes `1.0.0` and `today`",
          Expected.rollout("1.0.0", "today"),
          () -> builder.build("-t", image("1.0.0"), "-t", image("today")));
      step(
          Program.BUILDX,
          "Gitea: builds the same again; the pinned index is gone, so the pins follow",
          Expected.rollout("1.0.0", "today"),
          () -> builder.build("-t", image("1.0.0"), "-t", image("today")));
      step(
          Program.BUILDX,
          "Gitea: --provenance=false; the same",
          Expected.rollout("1.0.0", "today"),
          () -> builder.build("--provenance=false", "-t", image("1.0.0"), "-t", image("today")));
    }
  }

  private void login() {
    shell.write("docker/config.json", world.gitea().dockerConfig());
  }

  private void copy(String from, String tag) {
    shell.run(Program.CRANE, "copy", "--insecure", from, image(tag));
  }
}

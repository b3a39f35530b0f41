package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Docker buildx with BuildKit, which writes today's default provenance. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class BuildxTest extends ClientContract {
  private Builder builder;

  @AfterEach
  void stop() {
    if (builder != null) {
      builder.close();
    }
  }

  @Test
  void buildx() {
    need(Program.BUILDX, Program.BUILDKITD, Program.RUNC);
    builder = Builder.start(shell, host());
    builder.flavour("margherita");
    follow("1.0.0");
    follow("today");
    step(
        Program.BUILDX,
        "builds and pushes `1.0.0` and `today`",
        Expected.rollout("1.0.0", "today"),
        () -> builder.build("-t", image("1.0.0"), "-t", image("today")));
    step(
        Program.BUILDX,
        "builds the same again: a new attestation",
        NOTHING,
        () -> builder.build("-t", image("1.0.0"), "-t", image("today")));
    step(
        Program.BUILDX,
        "builds it three times more, without a pause",
        NOTHING,
        () -> {
          builder.build("-t", image("1.0.0"), "-t", image("today"));
          builder.build("-t", image("1.0.0"), "-t", image("today"));
          builder.build("-t", image("1.0.0"), "-t", image("today"));
        });
    step(
        Program.BUILDX,
        "--provenance=false: the image without its index",
        NOTHING,
        () -> builder.build("--provenance=false", "-t", image("1.0.0"), "-t", image("today")));
    step(
        Program.BUILDX,
        "--provenance=false again",
        NOTHING,
        () -> builder.build("--provenance=false", "-t", image("1.0.0"), "-t", image("today")));
    step(
        Program.BUILDX,
        "--provenance=mode=max: an index again",
        NOTHING,
        () -> builder.build("--provenance=mode=max", "-t", image("1.0.0"), "-t", image("today")));
    step(
        Program.BUILDX,
        "attestations in the older form (oci-artifact=false)",
        NOTHING,
        () ->
            builder.buildTo(
                "type=image,push=true,oci-artifact=false,\"name="
                    + image("1.0.0")
                    + ","
                    + image("today")
                    + "\""));
    step(
        Program.BUILDX,
        "imagetools create: a further tag `promoted`",
        NOTHING,
        () -> builder.createIndex("-t", image("promoted"), image("1.0.0")));
    step(
        Program.BUILDX,
        "imagetools create: the image of `today` in an index with one child",
        NOTHING,
        () -> {
          builder.build("--provenance=false", "-t", image("single"));
          builder.createIndex("-t", image("today"), image("single"));
        });
    builder.flavour("funghi");
    step(
        Program.BUILDX,
        "builds another image for `today`",
        Expected.rollout("today"),
        () -> builder.build("-t", image("today")));
    step(
        Program.BUILDX,
        "builds it for two platforms",
        Expected.rollout("today"),
        () -> builder.build("--platform", "linux/amd64,linux/arm64", "-t", image("today")));
    step(
        Program.BUILDX,
        "builds it for two platforms again",
        NOTHING,
        () -> builder.build("--platform", "linux/amd64,linux/arm64", "-t", image("today")));
    step(
        Program.BUILDX,
        "builds another image for `1.0.0`: a true alert",
        Expected.alert("1.0.0 tag.overwritten"),
        () -> builder.build("-t", image("1.0.0")));
  }
}

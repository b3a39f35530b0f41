package dev.tagfast.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.gate.GateWorld;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read whose client the gate refuses. In front of both is a real nginx. */
@Tag("clients")
@QuarkusTest
@WithTestResource(GateWorld.class)
class GateClientsTest {
  GateWorld world;
  @TempDir Path folder;

  private final String repository = "shown-" + UUID.randomUUID().toString().substring(0, 8);
  private Shell shell;
  private String host;
  private Digest first;
  private String other;

  @BeforeEach
  void anImageIsHeld() {
    assumeTrue(world.nginx().isPresent(), "nginx is not here: apt-get install nginx-light");
    shell = new Shell(folder);
    host = world.nginx().orElseThrow().host();
    try (ImagePusher pusher = ImagePusher.to(world.silent().uri())) {
      first = pusher.push("source", repository + "-first", "first of " + repository);
      pusher.push("source", repository + "-second", "second of " + repository);
    }
    other = world.silent().host() + "/source:" + repository + "-second";
  }

  @Test
  void crane() {
    need(Program.CRANE);
    shell.run(Program.CRANE, "copy", "--insecure", held(), image("1.0.0"));
    shell.run(Program.CRANE, "copy", "--insecure", held(), image("1.0.0"));
    refused(Program.CRANE, "copy", "--insecure", other, image("1.0.0"));
    shell.run(Program.CRANE, "copy", "--insecure", other, image("today"));
    refused(Program.CRANE, "tag", "--insecure", image("today"), "1.0.0");
    notDeleted(Program.CRANE, "delete", "--insecure", image("1.0.0") + "@" + first);
    isHeld();
  }

  @Test
  void craneWithCredentials() {
    need(Program.CRANE);
    host = world.securedNginx().orElseThrow().host();
    String pair = RegistryProcess.USER + ":" + RegistryProcess.PASSWORD;
    shell.write(
        "docker/config.json",
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(host, Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
    shell.run(Program.CRANE, "copy", "--insecure", held(), image("1.0.0"));
    refused(Program.CRANE, "copy", "--insecure", other, image("1.0.0"));
  }

  @Test
  void oras() {
    need(Program.ORAS);
    copyByOras(held(), image("1.0.0"));
    copyByOras(held(), image("1.0.0"));
    refused(Program.ORAS, "copy", "--from-plain-http", "--to-plain-http", other, image("1.0.0"));
    notDeleted(
        Program.ORAS,
        "manifest",
        "delete",
        "--plain-http",
        "--force",
        host + "/" + repository + "@" + first);
    isHeld();
  }

  @Test
  void regctl() {
    need(Program.REGCTL);
    for (String each : new String[] {host, world.silent().host()}) {
      shell.run(Program.REGCTL, "registry", "set", "--tls", "disabled", each);
    }
    shell.run(Program.REGCTL, "image", "copy", held(), image("1.0.0"));
    shell.run(Program.REGCTL, "image", "copy", held(), image("1.0.0"));
    refused(Program.REGCTL, "image", "copy", other, image("1.0.0"));
    notDeleted(Program.REGCTL, "manifest", "delete", host + "/" + repository + "@" + first);
    notDeleted(Program.REGCTL, "tag", "rm", image("1.0.0"));
    isHeld();
  }

  @Test
  void skopeo() {
    need(Program.SKOPEO);
    copyBySkopeo(held(), image("1.0.0"));
    copyBySkopeo(held(), image("1.0.0"));
    // It writes manifests anew.
    try (ImagePusher pusher = ImagePusher.to(world.silent().uri())) {
      first = pusher.look(repository, "1.0.0").orElseThrow();
    }
    refused(
        Program.SKOPEO,
        "--insecure-policy",
        "copy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "docker://" + other,
        "docker://" + image("1.0.0"));
    notDeleted(Program.SKOPEO, "delete", "--tls-verify=false", "docker://" + image("1.0.0"));
    isHeld();
  }

  private void copyByOras(String from, String to) {
    shell.run(Program.ORAS, "copy", "--from-plain-http", "--to-plain-http", from, to);
  }

  private void copyBySkopeo(String from, String to) {
    shell.run(
        Program.SKOPEO,
        "--insecure-policy",
        "copy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "docker://" + from,
        "docker://" + to);
  }

  private String held() {
    return world.silent().host() + "/source:" + repository + "-first";
  }

  private String image(String tag) {
    return host + "/" + repository + ":" + tag;
  }

  private void isHeld() {
    try (ImagePusher pusher = ImagePusher.to(world.silent().uri())) {
      assertThat(pusher.look(repository, "1.0.0")).hasValue(first);
    }
  }

  private void refused(Program program, String... arguments) {
    assertThat(said(program, arguments))
        .contains("is protected", "is held to " + first, "tagfast.dev/accept=sha256:");
  }

  private void notDeleted(Program program, String... arguments) {
    assertThat(said(program, arguments)).contains("is protected");
  }

  private String said(Program program, String... arguments) {
    Throwable failure = catchThrowable(() -> shell.run(program, arguments));
    assertThat(failure).as(program + " fails").isNotNull();
    return failure.getMessage();
  }

  private static void need(Program program) {
    Optional<String> missing = program.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }
}

package dev.tagfast.clients;

import static dev.tagfast.clients.Expected.NOTHING;

import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** cosign with a local key and without any network, on both kinds of registry. */
@QuarkusTest
@WithTestResource(ClientsWorld.class)
class CosignTest extends ClientContract {
  private static final String[] OLD = {
    "--new-bundle-format=false", "--use-signing-config=false", "--tlog-upload=false"
  };

  private String host;

  @Override
  String host() {
    return host;
  }

  @Test
  void withoutTheReferrersApi() {
    need(Program.COSIGN);
    host = world.notifying().host();
    signs("no referrers API");
  }

  @Test
  void withTheReferrersApi() {
    need(Program.COSIGN, Program.REFERRERS_REGISTRY);
    host = world.referrersHost();
    signs("referrers API");
  }

  private void signs(String registry) {
    shell.with("COSIGN_PASSWORD", "");
    shell.run(Program.COSIGN, "generate-key-pair", "--output-key-prefix", "k");
    shell.write("sc.json", shell.run(Program.COSIGN, "signing-config", "create"));
    shell.write("predicate.json", "{\"pizza\":\"margherita\"}");
    shell.write("sbom.json", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\"}");
    follow("1.0.0");
    follow("today");
    String[] pushed = new String[1];
    step(
        Program.COSIGN,
        registry + ": (an image is pushed to `1.0.0` and `today`)",
        Expected.rollout("1.0.0", "today"),
        () -> pushed[0] = push());
    String image = pushed[0];
    for (String time : List.of("", " again")) {
      step(
          Program.COSIGN,
          registry + ": signs" + time + ", new bundle",
          NOTHING,
          () -> cosign("sign", image, bundle()));
      step(
          Program.COSIGN,
          registry + ": attests" + time + ", new bundle",
          NOTHING,
          () -> cosign("attest", image, predicate(bundle())));
      step(
          Program.COSIGN,
          registry + ": signs" + time + ", `.sig` tag",
          NOTHING,
          () -> cosign("sign", image, OLD));
      step(
          Program.COSIGN,
          registry + ": attests" + time + ", `.att` tag",
          NOTHING,
          () -> cosign("attest", image, predicate(OLD)));
    }
    step(
        Program.COSIGN,
        registry + ": signs in the mode oci-1-1",
        NOTHING,
        () -> {
          shell.with("COSIGN_EXPERIMENTAL", "1");
          List<String> options = new ArrayList<>(List.of(OLD));
          options.addAll(List.of("--registry-referrers-mode", "oci-1-1"));
          cosign("sign", image, options.toArray(String[]::new));
        });
    step(
        Program.COSIGN,
        registry + ": attaches an SBOM",
        NOTHING,
        () ->
            shell.run(
                Program.COSIGN,
                "attach",
                "sbom",
                "--sbom",
                "sbom.json",
                "--type",
                "cyclonedx",
                "--allow-insecure-registry",
                "--allow-http-registry",
                image));
    step(
        Program.COSIGN,
        registry + ": cosign clean",
        NOTHING,
        () ->
            shell.run(
                Program.COSIGN,
                "clean",
                "--force",
                "--allow-insecure-registry",
                "--allow-http-registry",
                image));
  }

  private String push() {
    try (ImagePusher pusher = ImagePusher.to(URI.create("http://" + host))) {
      Digest digest = pusher.push(repository, "1.0.0", "margherita");
      pusher.push(repository, "today", "margherita");
      return host + "/" + repository + "@" + digest;
    }
  }

  private static String[] bundle() {
    return new String[] {"--signing-config", "sc.json"};
  }

  private static String[] predicate(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--predicate", "predicate.json", "--type", "custom"));
    return all.toArray(String[]::new);
  }

  private void cosign(String action, String image, String... options) {
    List<String> all = new ArrayList<>(List.of(action, "--yes", "--key", "k.key"));
    all.addAll(List.of("--allow-insecure-registry", "--allow-http-registry"));
    all.addAll(List.of(options));
    all.add(image);
    shell.run(Program.COSIGN, all.toArray(String[]::new));
  }
}

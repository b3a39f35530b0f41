package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.credential.DockerConfigTest;
import dev.tagfast.registry.credential.Keychain;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the client with a CNCF Distribution registry. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class RealRegistryTest {
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  private static final Tag TAG = new Tag("1.0.0");

  @Test
  void whatWasPushedIsSeenAndPutBack() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Repository pizza = new Repository(registry.host(), "team/pizza");
      Digest formaggi = pusher.push("team/pizza", "1.0.0", "quattro formaggi");
      HttpRegistryClient client =
          client(
              registry,
              "push-credentials.username",
              "restorer",
              "push-credentials.password",
              "sage");
      assertThat(client.head(pizza, TAG))
          .isEqualTo(new Found<>(new Descriptor(formaggi, OCI_MANIFEST)));

      pusher.push("team/pizza", "1.0.0", "salami");
      Manifest accepted = found(client.read(pizza, formaggi)).manifest();
      assertThat(client.put(pizza, TAG, accepted)).isEqualTo(new Found<>(accepted.descriptor()));

      assertThat(pusher.look("team/pizza", "1.0.0")).contains(formaggi);
      assertThat(client.head(pizza, formaggi)).isEqualTo(new Found<>(accepted.descriptor()));
    }
  }

  @Test
  void anIndexIsSeenAsTheIndex() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Digest index = pusher.pushIndex("app", "1.0.0", "salt");
      Repository app = new Repository(registry.host(), "app");

      assertThat(client(registry).head(app, TAG))
          .isEqualTo(new Found<>(new Descriptor(index, OCI_INDEX)));
      ReadManifest read = found(client(registry).read(app, index));
      assertThat(read.manifest().descriptor()).isEqualTo(new Descriptor(index, OCI_INDEX));
      assertThat(read.reading())
          .isInstanceOfSatisfying(
              ManifestReading.Understood.class,
              understood ->
                  assertThat(understood.facts().platforms()).isEqualTo("linux/amd64, linux/arm64"));
    }
  }

  @Test
  void oneInPlainHttpThatIsAskedByHttpsIsToldWithTheSetting() {
    try (RegistryProcess registry = RegistryProcess.open()) {
      assertThat(
              client(registry, "insecure", "false", "attempts", "1")
                  .head(new Repository(registry.host(), "app"), TAG))
          .isInstanceOfSatisfying(
              Unavailable.class,
              answer ->
                  assertThat(answer.why())
                      .isEqualTo(
                          "HEAD %s/app:1.0.0 found no TLS at https://%s, which seems to speak plain HTTP. If that is meant, set tagfast.registries.hub.insecure=true; else correct .url."
                              .formatted(registry.host(), registry.host())));
    }
  }

  @Test
  void aClosedPortIsToldWithTheAddress() {
    RegistryProcess registry = RegistryProcess.open();
    registry.close();

    assertThat(client(registry, "attempts", "1").head(new Repository(registry.host(), "app"), TAG))
        .isInstanceOfSatisfying(
            Unavailable.class,
            answer ->
                assertThat(answer.why())
                    .isEqualTo(
                        "HEAD %s/app:1.0.0 found nobody listening at http://%s: the connection was refused. Is it up, and is tagfast.registries.hub.host or .url right?"
                            .formatted(registry.host(), registry.host())));
  }

  @Test
  void whatIsNotThereIsAbsent() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Digest deleted = pusher.push("app", "1.0.0", "gone");
      pusher.delete("app", deleted);
      Repository app = new Repository(registry.host(), "app");
      HttpRegistryClient client = client(registry);

      assertThat(client.head(app, TAG)).isEqualTo(new Absent<>());
      assertThat(client.head(app, deleted)).isEqualTo(new Absent<>());
      assertThat(client.read(app, deleted)).isEqualTo(new Absent<>());
      assertThat(client.head(new Repository(registry.host(), "never"), TAG))
          .isEqualTo(new Absent<>());
    }
  }

  @Test
  void aManifestWithoutItsBlobsIsDenied() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Digest digest = pusher.push("app", "1.0.0", "a");
      HttpRegistryClient client =
          client(
              registry,
              "push-credentials.username",
              "restorer",
              "push-credentials.password",
              "sage");
      Manifest manifest =
          found(client.read(new Repository(registry.host(), "app"), digest)).manifest();

      assertThat(client.put(new Repository(registry.host(), "empty"), TAG, manifest))
          .isInstanceOf(Denied.class)
          .asString()
          .contains("MANIFEST_BLOB_UNKNOWN");
    }
  }

  @Test
  void aPasswordWithColonsOpensIt() {
    try (RegistryProcess registry = RegistryProcess.withBasicAuth();
        ImagePusher pusher =
            ImagePusher.to(registry.uri(), RegistryProcess.USER, RegistryProcess.PASSWORD)) {
      Digest digest = pusher.push("app", "1.0.0", "a");
      Repository app = new Repository(registry.host(), "app");
      HttpRegistryClient reader =
          client(
              registry,
              "credentials.docker-config",
              DockerConfigTest.auths(
                  DockerConfigTest.entry(
                      registry.host(), RegistryProcess.USER + ":" + RegistryProcess.PASSWORD)));

      Manifest manifest = found(reader.read(app, digest)).manifest();
      assertThat(reader.put(app, TAG, manifest)).isInstanceOf(Denied.class);
      assertThat(client(registry).head(app, TAG)).isInstanceOf(Denied.class);
      HttpRegistryClient writer =
          client(
              registry,
              "push-credentials.username",
              RegistryProcess.USER,
              "push-credentials.password",
              RegistryProcess.PASSWORD);
      assertThat(writer.put(app, TAG, manifest)).isInstanceOf(Found.class);
    }
  }

  @Test
  void somebodyElsesCredentialsAreAskedWithInPlaceOfOurs() {
    try (RegistryProcess registry = RegistryProcess.withBasicAuth();
        ImagePusher pusher =
            ImagePusher.to(registry.uri(), RegistryProcess.USER, RegistryProcess.PASSWORD)) {
      Digest digest = pusher.push("app", "1.0.0", "a");
      Repository app = new Repository(registry.host(), "app");
      HttpRegistryClient ours =
          client(
              registry,
              "credentials.username",
              RegistryProcess.USER,
              "credentials.password",
              RegistryProcess.PASSWORD);

      assertThat(ours.head(app, digest, keychain(registry.host(), RegistryProcess.PASSWORD)))
          .isInstanceOfSatisfying(
              PullCheck.Asked.class, asked -> assertThat(asked.answer()).isInstanceOf(Found.class));
      assertThat(ours.head(app, digest, keychain(registry.host(), "wrong")))
          .isInstanceOfSatisfying(
              PullCheck.Asked.class,
              asked -> assertThat(asked.answer()).isInstanceOf(Denied.class));
      assertThat(ours.head(app, digest, keychain("elsewhere.example", "wrong")))
          .isInstanceOf(PullCheck.NoCredential.class);
      assertThat(ours.head(app, digest)).as("ours are still ours").isInstanceOf(Found.class);
    }
  }

  private static Keychain keychain(String host, String password) {
    return Keychain.ofDockerConfig(
        DockerConfigTest.auths(
            DockerConfigTest.entry(host, RegistryProcess.USER + ":" + password)));
  }

  @Test
  void downItIsUnavailableAndThenRecovers() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      pusher.push("app", "1.0.0", "a");
      Repository app = new Repository(registry.host(), "app");
      HttpRegistryClient client = client(registry);
      assertThat(client.head(app, TAG)).isInstanceOf(Found.class);

      registry.stop();
      assertThat(client.head(app, TAG)).isInstanceOf(Unavailable.class);

      registry.start();
      assertThat(client.head(app, TAG)).isInstanceOf(Found.class);
    }
  }

  private static <T> T found(RegistryAnswer<T> answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return ((Found<T>) answer).value();
  }

  private static HttpRegistryClient client(RegistryProcess registry, String... pairs) {
    List<String> all = new ArrayList<>(List.of("host", registry.host(), "insecure", "true"));
    all.addAll(List.of(pairs));
    return new HttpRegistryClient(
        new RegistryCatalog(RegistrySettingsText.hub(all.toArray(String[]::new))),
        Proxies.NONE,
        InstantSource.system());
  }
}

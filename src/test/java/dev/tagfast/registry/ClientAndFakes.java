package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.Manifests;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.http.RestTransport;
import dev.tagfast.registry.token.FakeToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Sets up a client, its registry and another server. Both servers answer as the test scripts them.
 */
public abstract class ClientAndFakes {
  public static final Tag TAG = new Tag("1.2");
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";
  public static final byte[] BYTES = Manifests.bytes("buildx-unattested");
  public static final Digest DIGEST = ContentDigest.sha256(BYTES);
  public static final Manifest MANIFEST = new Manifest(new Descriptor(DIGEST, INDEX), BYTES);
  public static final String HEAD = "HEAD /v2/team/app/manifests/1.2";
  public static final String GET = "GET /v2/team/app/manifests/1.2";
  public static final String PUT = "PUT /v2/team/app/manifests/1.2";
  public static final Reply SEEN =
      Reply.of(200)
          .with("Docker-Content-Digest", DIGEST.value())
          .with("Content-Type", INDEX + "; charset=utf-8");

  public final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<HttpRegistryClient> clients = new ArrayList<>();
  public Instant now = Instant.parse("2026-11-24T10:00:00Z");
  public ScriptedRegistry registry;
  public ScriptedRegistry other;

  @BeforeEach
  void startServers() {
    registry = new ScriptedRegistry();
    other = new ScriptedRegistry();
  }

  @AfterEach
  void stopServers() {
    clients.forEach(HttpRegistryClient::close);
    registry.close();
    other.close();
  }

  protected Repository app() {
    return new Repository(registry.host(), "team/app");
  }

  protected static Found<Descriptor> found() {
    return new Found<>(MANIFEST.descriptor());
  }

  protected static String why(RegistryAnswer<?> answer) {
    return switch (answer) {
      case Denied<?> denied -> denied.why();
      case Unavailable<?> unavailable -> unavailable.why();
      default -> throw new AssertionError(answer);
    };
  }

  protected HttpRegistryClient client(String... pairs) {
    List<String> all = new ArrayList<>(List.of("host", registry.host(), "insecure", "true"));
    all.addAll(List.of(pairs));
    InstantSource clock = () -> now;
    RegistryCatalog catalog =
        new RegistryCatalog(RegistrySettingsText.hub(all.toArray(String[]::new)));
    HttpRegistryClient client =
        new HttpRegistryClient(
            catalog,
            listed ->
                new RegistryConnection(
                    listed, RestTransport.to(listed, Proxies.NONE), clock, pauses::add));
    clients.add(client);
    return client;
  }

  /** A client that may write: without push credentials nothing is sent. */
  protected HttpRegistryClient writer() {
    return client("push-credentials.username", "restorer", "push-credentials.password", "sage");
  }

  /** Scripts token authentication: the registry wants a token, and the other server issues it. */
  protected FakeToken tokens(String json) {
    return new FakeToken(registry, other, json, SEEN);
  }
}

package dev.tagfast.pipeline;

import static dev.tagfast.testing.World.EVENTS_SECRET;
import static dev.tagfast.testing.World.SECRET;
import static io.restassured.RestAssured.given;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.policy.kubernetes.TagPolicy;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.Sink;
import dev.tagfast.testing.World;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What tests of the whole path do: push, deliver, look at the Deployment, the ledger and the sink.
 */
public abstract class MainPathSteps {
  private static final String DISTRIBUTION = "application/vnd.docker.distribution.events.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  protected World world;

  protected final String repository = "pizza-" + UUID.randomUUID().toString().substring(0, 8);
  protected ImagePusher pusher;

  @BeforeEach
  void setUp() {
    pusher = ImagePusher.to(world.silent().uri());
    world.sink().answer(202);
    world.sink().forget();
    world.chat().forget();
  }

  @AfterEach
  void tearDown() {
    pusher.close();
    client().apps().deployments().inNamespace("default").delete();
    client().resources(TagPolicy.class).delete();
  }

  long rollouts() {
    return types().stream().filter("dev.tagfast.rollout.started"::equals).count();
  }

  /** Posts GitHub's webhook for one manifest of a package. */
  void postGithub(String tag, Digest digest) {
    given()
        .header("Authorization", SECRET)
        .header("X-GitHub-Event", "package")
        .header("X-GitHub-Delivery", UUID.randomUUID().toString())
        .contentType("application/json")
        .body(
            """
            {"action":"published","package":{"name":"pizza","package_type":"CONTAINER",
              "package_version":{"version":"%2$s","package_url":"%1$s:%3$s",
                "container_metadata":{"tag":{"name":"%3$s","digest":"%2$s"},
                                      "manifest":{"digest":"%2$s"}}}}}"""
                .formatted(world.silent().host() + "/" + repository, digest, tag))
        .post("/webhooks/github")
        .then()
        .statusCode(200);
  }

  static org.hamcrest.Matcher<Object> notNullValue() {
    return org.hamcrest.Matchers.notNullValue();
  }

  protected final JsonPath deliver(String tag, Digest digest) {
    return entry(post("", tag, digest).then().statusCode(200));
  }

  protected static JsonPath entry(io.restassured.response.ValidatableResponse answer) {
    return answer.extract().jsonPath().setRootPath("events[0]");
  }

  protected final Response post(String query, String tag, Digest digest) {
    return postTo("hub" + query, tag, digest);
  }

  Response postTo(String source, String tag, Digest digest) {
    return given()
        .header("Authorization", SECRET)
        .contentType(DISTRIBUTION)
        .body(
            """
            {"events":[{"id":"%s","timestamp":"2026-11-24T10:00:00Z","action":"push",
              "target":{"mediaType":"%s","digest":"%s","repository":"%s","tag":"%s"},
              "request":{"host":"%s"},"actor":{"name":"mario"}}]}"""
                .formatted(
                    UUID.randomUUID(), MANIFEST, digest, repository, tag, world.silent().host()))
        .post("/webhooks/" + source);
  }

  /** Posts a delete that names no tag: of a digest, or of the whole repository. */
  Response postDelete(String query, String digest) {
    return given()
        .header("Authorization", SECRET)
        .contentType(DISTRIBUTION)
        .body(
            """
            {"events":[{"id":"%s","action":"delete","target":{"repository":"%s"%s},
              "request":{"host":"%s"}}]}"""
                .formatted(UUID.randomUUID(), repository, digest, world.silent().host()))
        .post("/webhooks/hub" + query);
  }

  protected final Map<String, TagState> states() {
    return imageTags().stream()
        .collect(Collectors.toMap(tag -> tag.getSpec().tag(), tag -> tag.getStatus().state()));
  }

  protected final String acceptedDigest(String tag) {
    return imageTag(tag).getStatus().accepted().digest();
  }

  protected ImageTag imageTag(String tag) {
    return imageTags().stream()
        .filter(it -> it.getSpec().tag().equals(tag))
        .findFirst()
        .orElseThrow();
  }

  /** Writes into an entry what Tagfast never writes, and what the CRD's schema allows. */
  void breakEntry(String tag) {
    client()
        .resource(imageTag(tag))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status":{"outbox":[{"kind":"Rollout","cause":{"source":"by hand"}}]}}""");
  }

  /**
   * Counts the HEAD, GET and PUT requests for manifests of this test's repository in the registry's
   * log.
   */
  long registryRequests() {
    return world
        .silent()
        .log()
        .lines()
        .filter(line -> line.contains("/v2/" + repository + "/manifests/"))
        .filter(line -> line.contains("response completed"))
        .count();
  }

  /** Creates one policy for this test's repository. */
  protected final void policy(String treatment) {
    client()
        .resource(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagPolicy
            metadata:
              name: test
            spec:
              rules:
                - {repositories: ["%s/%s"], %s}
            """
                .formatted(registryHost(), repository, treatment))
        .create();
  }

  /** The name under which Tagfast knows the silent registry. */
  String registryHost() {
    return world.silent().host();
  }

  protected final void reconcile() {
    given()
        .header("Authorization", EVENTS_SECRET)
        .header("ce-specversion", "1.0")
        .header("ce-id", UUID.randomUUID().toString())
        .header("ce-source", "/ping")
        .header("ce-type", "dev.tagfast.reconcile")
        .post("/")
        .then()
        .statusCode(204);
  }

  protected final void subscribe(String tag) {
    subscribe(world.silent(), tag);
  }

  void subscribe(RegistryProcess registry, String tag) {
    Deployment deployment =
        Deployments.subscribed(repository, registry.host() + "/" + repository + ":" + tag);
    client().resource(deployment).create();
  }

  protected final String reference(String tag) {
    return world.silent().host() + "/" + repository + ":" + tag;
  }

  protected final String image() {
    return client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(repository)
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  protected final List<ImageTag> imageTags() {
    return client().resources(ImageTag.class).inAnyNamespace().list().getItems().stream()
        .filter(tag -> tag.getSpec().repository().equals(repository))
        .toList();
  }

  protected final List<String> types() {
    return world.sink().received().stream().map(Sink.Received::type).toList();
  }

  protected final KubernetesClient client() {
    return world.api().client();
  }
}

package dev.tagfast.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.documents.ExampleScript.Ended;
import dev.tagfast.report.Receiver;
import dev.tagfast.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/gitops/pull-request/propose.sh} with a real Git repository; the forge is a server on
 * loopback that answers as GitHub and Gitea do.
 */
class ProposeScriptTest {
  private static final String IMAGE = Samples.KEY.toString();
  private static final String PINNED = IMAGE + "@" + Samples.HAWAII;
  private static final String BRANCH =
      "tagfast/deployment-shop-pizza-" + Samples.HAWAII.value().substring(7, 19);

  @TempDir Path folder;
  private Path bare;
  private Receiver forge;

  @BeforeEach
  void start() throws IOException {
    ExampleScript.needs("sh", "git", "jq", "curl");
    bare = folder.resolve("deploy.git");
    Path clone = folder.resolve("clone");
    git("init", "--quiet", "--bare", "--initial-branch=main", bare.toString());
    git("clone", "--quiet", bare.toString(), clone.toString());
    write(clone, "apps/pizza/web.yaml", "spec:\n  - image: " + IMAGE + "\n  - image: other:1\n");
    write(clone, "apps/other/web.yaml", "image: " + IMAGE + "\n");
    String repository = clone.toString();
    git("-C", repository, "add", ".");
    git("-C", repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "First");
    git("-C", repository, "push", "--quiet", "origin", "HEAD:main");
    forge = new Receiver().answering(201);
  }

  @AfterEach
  void stop() {
    if (forge != null) {
      forge.close();
    }
  }

  @Test
  void theReferenceIsWrittenOnABranchAndAPullRequestIsOpened() throws IOException {
    Ended ended = propose(event());

    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("pushed " + BRANCH, "opened a pull request");
    assertThat(git("-C", bare.toString(), "show", BRANCH + ":apps/pizza/web.yaml"))
        .isEqualTo("spec:\n  - image: " + PINNED + "\n  - image: other:1\n");
    assertThat(git("-C", bare.toString(), "diff", "--name-only", "main", BRANCH))
        .as("nothing outside of the event's path")
        .isEqualTo("apps/pizza/web.yaml\n");
    assertThat(git("-C", bare.toString(), "log", "-1", "--format=%B", BRANCH)).contains("alice");
    assertThat(forge.received).hasSize(1);
    Receiver.Received request = forge.received.getFirst();
    assertThat(request.method() + " " + request.path()).isEqualTo("POST /repo/pulls");
    JsonNode pull = new ObjectMapper().readTree(request.body());
    assertThat(pull.get("head").textValue()).isEqualTo(BRANCH);
    assertThat(pull.get("base").textValue()).isEqualTo("main");
    assertThat(pull.get("title").textValue()).endsWith(IMAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 422})
  void theSameEventTwiceIsOneBranchWithOneCommit(int alreadyThere) throws IOException {
    propose(event());
    String commit = git("-C", bare.toString(), "rev-parse", BRANCH);
    forge.answering(alreadyThere);

    Ended again = propose(event());

    assertThat(again.status()).as(again.output()).isZero();
    assertThat(again.output()).contains(BRANCH + " is there already", "pull request is there");
    assertThat(branches()).containsExactly("main", BRANCH);
    assertThat(git("-C", bare.toString(), "rev-parse", BRANCH)).isEqualTo(commit);
  }

  @Test
  void anEventForAnotherRepositoryIsLeftAlone() throws IOException {
    ObjectNode other =
        ExampleScript.proposal(it -> it.put("gitRepository", "https://git.example/other.git"));

    Ended ended = propose(other);

    assertThat(ended.status()).isZero();
    assertThat(ended.output()).contains("left alone: the event is for https://git.example/other");
    assertThat(branches()).containsExactly("main");
    assertThat(forge.received).isEmpty();
  }

  @Test
  void anotherTypeOfEventIsLeftAlone() throws IOException {
    Ended ended = propose(event().put("type", "dev.tagfast.rollout.held"));

    assertThat(ended.output()).contains("left alone: dev.tagfast.rollout.held is no proposal");
    assertThat(branches()).containsExactly("main");
  }

  @Test
  void anImageThatIsNotInGitFailsTheJob() throws IOException {
    ObjectNode event = event();
    ((ObjectNode) event.at("/data/proposal/images/0")).put("from", "registry.example/lasagne:1");

    Ended ended = propose(event);

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("is one of: registry.example/lasagne:1");
    assertThat(branches()).containsExactly("main");
  }

  @Test
  void aForgeThatRefusesFailsTheJobSoThatItIsTriedAgain() throws IOException {
    forge.answering(401);

    Ended ended = propose(event());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("/pulls answered 401");
  }

  private ObjectNode event() {
    return ExampleScript.proposal(it -> it.put("gitRepository", bare.toString()));
  }

  private Ended propose(ObjectNode event) throws IOException {
    Path file = folder.resolve("event.json");
    Files.writeString(file, event.toString());
    Map<String, String> environment = new HashMap<>();
    environment.put("EVENT", file.toString());
    environment.put("GIT_REPOSITORY", bare.toString());
    environment.put("FORGE_API", forge.url("/repo"));
    return ExampleScript.run(folder, environment, "sh", "docs/gitops/pull-request/propose.sh");
  }

  private Stream<String> branches() {
    return git("-C", bare.toString(), "for-each-ref", "--format=%(refname:lstrip=2)").lines();
  }

  private String git(String... words) {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(words)).toArray(String[]::new);
    Ended ended = ExampleScript.run(folder, Map.of(), command);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

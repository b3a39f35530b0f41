package dev.tagfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The commands on the mock API, which can fail. */
@QuarkusTest
@WithTestResource(World.class)
class CommandsTest extends CommandsContract {
  @Test
  void aMissingRightIsNamed() {
    MockApi api = (MockApi) world.api();
    api.refuse("GET /apis/tagfast.dev/.*", 403);
    try {
      Typed.Result tags = person.type("tags");

      assertThat(tags.code()).isEqualTo(Exit.ERROR);
      assertThat(tags.err())
          .startsWith("Error: You may not list imagetags.tagfast.dev in namespace tagfast.")
          .contains("Ask for the verb list on imagetags.tagfast.dev in namespace tagfast")
          .hasLineCount(1);
    } finally {
      api.heal();
    }
  }

  @Test
  void aClusterWithoutTagfastIsSaidToBeOne() {
    MockApi api = (MockApi) world.api();
    api.withoutCrd("imagetags", true);
    try {
      assertThat(person.type("tags").err())
          .contains("The cluster does not know imagetags.tagfast.dev", "install its CRDs");
    } finally {
      api.heal();
    }
  }

  @Test
  void anEscapeSequenceOfAPusherDoesNotReachTheTerminal() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(repository)
        .edit(
            it -> {
              it.getMetadata().getAnnotations().put("tagfast.dev/hold", "\u001b[2Jgone");
              return it;
            });

    assertThat(person.type("why", deployment()).out()).doesNotContain("\u001b");
    assertThat(person.type("workloads", "-o", "json").out()).doesNotContain("\u001b", "\\u001b");
  }
}

package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.reconcile.KeepingWorld;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.http.RestTransport;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.TestSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Tests with a CNCF Distribution and its own collector, {@code garbage-collect --delete-untagged},
 * that what runs is kept, and no longer than it runs.
 */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class KeptOnRealRegistryTest {
  private static final String PIZZA = "team/pizza";
  private static final Optional<String> OWNER = Optional.of("kitchen");

  @Test
  void withoutAnAnchorWhatRunsIsGoneAfterAnOverwriteAndACollection() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      KeepingWorld<HttpRegistryClient> world = world(registry, "false", OWNER);
      TagKey today = key(registry, "2018-05-12");
      world.cluster().subscribe(today);
      Digest first = push(world, today, pusher.push(PIZZA, "2018-05-12", "margherita"));

      push(world, today, pusher.push(PIZZA, "2018-05-12", "salami"));
      registry.collectGarbage();

      assertThat(world.cluster().runs(today)).contains(first);
      assertThat(pusher.look(PIZZA, first.value())).isEmpty();
    }
  }

  @Test
  void withAnAnchorAnIndexAndItsChildrenStayUntilNothingRunsThem() {
    keptUntilNothingRunsIt(RegistryProcess::open);
  }

  @Test
  void theSameOnDistribution3WhichDeletesTags() {
    assumeThat(RegistryProcess.hasDistribution3()).isTrue();
    keptUntilNothingRunsIt(RegistryProcess::ofDistribution3);
  }

  private static void keptUntilNothingRunsIt(Supplier<RegistryProcess> opened) {
    try (RegistryProcess registry = opened.get();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      KeepingWorld<HttpRegistryClient> world = world(registry, "true", OWNER);
      TagKey today = key(registry, "today");
      world.cluster().subscribe(today);
      Digest first = push(world, today, pusher.pushIndex(PIZZA, "today", "margherita"));
      Digest child = ImagePusher.child("margherita", "arm64");
      assertThat(world.cluster().runs(today)).contains(first);
      assertThat(pusher.look(PIZZA, anchor(first, OWNER))).contains(first);

      // Nobody tells of the overwrite: the workload goes on with the first.
      pusher.push(PIZZA, "today", "salami");
      registry.collectGarbage();
      assertThat(pusher.look(PIZZA, first.value())).contains(first);
      assertThat(pusher.look(PIZZA, child.value())).contains(child);

      world.reconcile();
      Digest second = ImagePusher.digestOf("salami");
      assertThat(world.cluster().runs(today)).contains(second);
      world.days(7);
      registry.collectGarbage();
      assertThat(pusher.look(PIZZA, first.value())).as("within the grace period").contains(first);

      world.days(1);
      assertThat(pusher.look(PIZZA, anchor(first, OWNER))).isEmpty();
      registry.collectGarbage();
      assertThat(pusher.look(PIZZA, first.value())).isEmpty();
      assertThat(pusher.look(PIZZA, child.value())).isEmpty();
      assertThat(pusher.look(PIZZA, "today")).contains(second);
      assertThat(pusher.look(PIZZA, anchor(second, OWNER))).contains(second);

      world.cluster().delete(today);
      pusher.push(PIZZA, "today", "funghi");
      world.days(8);
      registry.collectGarbage();
      assertThat(pusher.look(PIZZA, second.value())).as("the last workload left").isEmpty();
    }
  }

  @Test
  void anAnchorIsRemovedWithoutTheOtherTagsOfItsManifest() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      KeepingWorld<HttpRegistryClient> world = world(registry, "true", OWNER);
      KeepingWorld<HttpRegistryClient> second = world(registry, "true", Optional.of("cellar"));
      TagKey today = key(registry, "today");
      world.cluster().subscribe(today);
      second.cluster().subscribe(today);
      Digest first = push(world, today, pusher.push(PIZZA, "today", "margherita"));
      push(second, today, first);
      pusher.push(PIZZA, "edge", "margherita");
      world.cluster().delete(today);

      world.days(9);

      assertThat(pusher.look(PIZZA, anchor(first, OWNER))).isEmpty();
      assertThat(pusher.look(PIZZA, "today")).contains(first);
      assertThat(pusher.look(PIZZA, "edge")).contains(first);
      assertThat(pusher.look(PIZZA, anchor(first, Optional.of("cellar")))).contains(first);
    }
  }

  @Test
  void aRegistryThatIsAwayWhenTheAnchorIsDueGetsItLater() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      KeepingWorld<HttpRegistryClient> world = world(registry, "true", OWNER);
      TagKey today = key(registry, "today");
      world.cluster().subscribe(today);
      Digest first = push(world, today, pusher.push(PIZZA, "today", "margherita"));
      pusher.push(PIZZA, "today", "salami");
      world.reconcile();
      registry.stop();
      world.days(8);
      assertThat(world.entry(today).kept(first)).as("not removed, so not forgotten").isPresent();

      registry.start();
      world.days(1);

      assertThat(pusher.look(PIZZA, anchor(first, OWNER))).isEmpty();
      assertThat(world.entry(today).kept(first)).isEmpty();
    }
  }

  private static Digest push(KeepingWorld<HttpRegistryClient> world, TagKey key, Digest pushed)
      throws TemporaryFailure {
    world.pipeline().handle(Images.push(key, pushed), false);
    return pushed;
  }

  private static TagKey key(RegistryProcess registry, String tag) {
    return new TagKey(new Repository(registry.host(), PIZZA), new Tag(tag));
  }

  private static String anchor(Digest digest, Optional<String> owner) {
    return AnchorTag.of(digest, owner).value();
  }

  private static KeepingWorld<HttpRegistryClient> world(
      RegistryProcess registry, String anchors, Optional<String> owner) {
    Map<String, String> all = new HashMap<>();
    all.put("tagfast.mode", "act");
    all.put("tagfast.resolve.pause", "0s");
    all.put("tagfast.reconcile.at-most-every", "0s");
    all.put("tagfast.registries.hub.host", registry.host());
    all.put("tagfast.registries.hub.insecure", "true");
    all.put("tagfast.registries.hub.attempts", "1");
    all.put("tagfast.registries.hub.push-credentials.username", "restorer");
    all.put("tagfast.registries.hub.push-credentials.password", "sage");
    all.put("tagfast.registries.hub.anchors", anchors);
    Settings settings = TestSettings.of(all);
    return new KeepingWorld<>(
        // Without a breaker: it goes by the real time, and here a day passes in no time.
        new HttpRegistryClient(
            new RegistryCatalog(settings),
            listed ->
                new RegistryConnection(
                    listed,
                    RestTransport.to(listed, Proxies.NONE),
                    InstantSource.system(),
                    _ -> {})),
        settings,
        owner);
  }
}

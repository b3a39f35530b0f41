package dev.tagfast.pipeline;

import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.pipeline.FaultyProxy.Answer;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.Sink;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests do in a {@link WorldBehindProxy}. */
abstract class BehindProxySteps extends MainPathSteps {
  FaultyProxy proxy;

  @BeforeEach
  void heal() {
    proxy = ((WorldBehindProxy) world).proxy();
    proxy.heal();
  }

  /** A reconcile of the next test must find that test's tags alone. */
  @AfterEach
  void forgetTags() {
    client().resources(ImageTag.class).inAnyNamespace().delete();
  }

  @Override
  final String registryHost() {
    return proxy.host();
  }

  /** Answers these requests in the registry's place, from now on. */
  final void answer(Predicate<String> requests, Answer answer) {
    proxy.faults(request -> Optional.of(answer).filter(_ -> requests.test(request)));
  }

  /** The path of a manifest of this test's repository, by its tag or its digest. */
  final String manifest(Object reference) {
    return "/v2/" + repository + "/manifests/" + reference;
  }

  /** The reports about this test's repository. */
  final List<Sink.Received> reports() {
    return world.sink().received().stream()
        .filter(report -> report.body().contains(repository))
        .toList();
  }

  final List<String> told() {
    return reports().stream().map(Sink.Received::type).toList();
  }

  /** The chat messages about this test's repository. */
  final List<Sink.Received> alerts() {
    return world.chat().received().stream()
        .filter(alert -> alert.body().contains(repository))
        .toList();
  }

  /** The patches of Deployments since {@link #forget}. */
  final List<String> patches() {
    return ((MockApi) world.api())
        .requests().stream()
            .filter(request -> request.startsWith("PATCH"))
            .filter(request -> request.contains("/deployments/" + repository))
            .toList();
  }

  /** Forgets what was told, patched and asked until now. */
  final void forget() {
    world.sink().forget();
    world.chat().forget();
    ((MockApi) world.api()).forgetRequests();
    proxy.forgetRequests();
  }
}

package dev.tagfast.demo;

import static dev.tagfast.demo.Menu.DATED;
import static dev.tagfast.demo.Menu.DINNER;
import static dev.tagfast.demo.Menu.PIZZA;
import static dev.tagfast.demo.Menu.SPECIAL;
import static dev.tagfast.demo.Menu.TODAY;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.nodes.Pizzas;
import dev.tagfast.cluster.nodes.Pizzas.Slice;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What only real pods can show: the disaster before the story, and more of them after it. */
final class RealSteps {
  /** The label that makes Tagfast look after a Deployment. */
  static final Map<String, String> SUBSCRIBED = Map.of("tagfast.dev/subscribe", "true");

  /** Of no concern to Tagfast: it comes and goes before Tagfast is there. */
  private static final String LUNCH = "lunch";

  private static final String FORMAGGI = "quattro formaggi";
  private static final List<String> PUSHES = List.of(FORMAGGI, "hawaii", "funghi");

  private final RealPlace place;

  RealSteps(RealPlace place) {
    this.place = place;
  }

  List<Step> around(List<Step> story) {
    return Stream.of(List.of(disaster(), install()), story, List.of(moreGuests(), whatPeopleSee()))
        .flatMap(List::stream)
        .toList();
  }

  private Step disaster() {
    return new Step(
        "Without Tagfast: three pushes of one tag, and after each of them one more pod",
        """
        The Deployment `lunch` runs one pod. Somebody pushes a hawaii under its tag, and it is
        scaled to two; somebody pushes a funghi, and it is scaled to three. Nobody touched its
        image, and nobody is told.
        """,
        this::pushAndScale,
        List.of(
            lunch("three pods answer", 3, slice -> slice.answer() + " on " + slice.node()),
            lunch("three pods run, as their kubelets say", 3, slice -> slice.digest().value()),
            lunch("all three are of one ReplicaSet", 1, Slice::replicaSet),
            Check.that(
                "the image of Deployment lunch is what it always was",
                () -> place.pizzas(LUNCH).image(),
                lunchImage())));
  }

  private void pushAndScale() {
    for (int pods = 1; pods <= PUSHES.size(); pods++) {
      place.push(LUNCH, DATED, PUSHES.get(pods - 1));
      if (pods == 1) {
        Pizzas.create(
            place.nodes().client(),
            Cluster.NAMESPACE,
            LUNCH,
            Map.of(),
            lunchImage(),
            "IfNotPresent",
            pods);
      }
      place.pizzas(LUNCH).scale(pods);
    }
  }

  private String lunchImage() {
    return "%s/%s:%s".formatted(place.registry(), LUNCH, DATED);
  }

  /** Three pods, and among them so many different values. */
  private Check lunch(String claim, int different, Function<Slice, String> value) {
    return new Check(
        claim,
        () -> {
          List<Slice> slices = place.pizzas(LUNCH).slices();
          return (slices.size() == PUSHES.size() ? "" : slices.size() + " pods; ")
              + slices.stream().map(value).distinct().collect(Collectors.joining(", "));
        },
        answer -> !answer.contains("pods;") && answer.split(", ").length == different);
  }

  private Step install() {
    return new Step(
        "Tagfast is installed: kubectl apply --server-side -k knative/base",
        """
        It is a pod from its own image and may do what knative/base allows, no more. The registry
        now notifies its Service of every push. Two Deployments of three pods subscribe, by the
        label tagfast.dev/subscribe: %s follows %s:%s, %s follows %s:%s.
        Neither tag is there yet.
        And there is a TagPolicy:

        %s"""
            .formatted(DINNER, PIZZA, DATED, SPECIAL, PIZZA, TODAY, Menu.policy(place.registry())),
        place::install,
        List.of(
            Check.that("ready pods of Tagfast", () -> tagfast("{.status.readyReplicas}"), "1"),
            new Check(
                "Tagfast's image comes from the registry of the nodes",
                () -> tagfast("{.spec.template.spec.containers[0].image}"),
                image -> image.startsWith(place.registry() + "/"))));
  }

  private String tagfast(String path) {
    return place.kubectl(
        "get", "deployment", RealApi.TAGFAST, "-n", RealApi.TAGFAST, "-o", "jsonpath=" + path);
  }

  private Step moreGuests() {
    int pods = 2 * RealPlace.PODS;
    return new Step(
        "More guests come: Deployment dinner is scaled to six",
        "The new pods start after all these pushes, and are what the first ones were.",
        () -> place.pizzas(DINNER).scale(pods),
        List.of(place.pods(DINNER, pods, "answer", Slice::answer, FORMAGGI)));
  }

  private Step whatPeopleSee() {
    return new Step(
        "What people see of it",
        "The overwrite is an Event too, and the ledger can be asked.",
        () -> {
          place.show("get", "imagetags", "-n", RealApi.TAGFAST);
          place.show("rollout", "history", "deployment/" + SPECIAL, "-n", Cluster.NAMESPACE);
        },
        List.of(
            new Check(
                "`kubectl describe imagetags` shows Events",
                () ->
                    Stream.of("TagOverwritten", "TagRestored")
                        .filter(
                            place.kubectl("describe", "imagetags", "-n", RealApi.TAGFAST)::contains)
                        .collect(Collectors.joining(", ")),
                "TagOverwritten, TagRestored"::equals)));
  }
}

package dev.tagfast.demo;

import dev.tagfast.cluster.nodes.Pizzas;
import dev.tagfast.cluster.nodes.Pizzas.Slice;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import dev.tagfast.ledger.kubernetes.ImageTagStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The pizza story on Knative: both services at zero, a registry that wakes one of them, a broker
 * that wakes the other, reports that arrive at a sink, and a dead letter that is kept.
 */
final class KnativeStory {
  private static final String EVENTS = "tagfast";
  private static final String WEBHOOKS = "tagfast-webhooks";
  private static final String DATED = "2018-05-12";
  private static final String TODAY = "today";
  private static final int PODS = 3;

  /** A start from zero, a rollout, a retry: seconds as a rule; a loaded machine may take longer. */
  private static final int PATIENCE_SECONDS = 180;

  // Of its own for each run: the story can be told again on a cluster that heard it.
  private final String pizza = "pizza-" + UUID.randomUUID().toString().substring(0, 8);
  private final KnativePlace place;
  private final List<Pizzas> dinner = new ArrayList<>();
  private final List<Pizzas> special = new ArrayList<>();
  private final List<Pizzas> lunch = new ArrayList<>();
  private final List<Digest> pushed = new ArrayList<>();
  private final List<CompletableFuture<Integer>> sent = new ArrayList<>();

  KnativeStory(KnativePlace place) {
    this.place = place;
  }

  List<Step> steps() {
    return List.of(
        install(), zero(), firstPush(), overwrite(), move(), event(), deadLetter(), zeroAgain());
  }

  private Step install() {
    return new Step(
        "Tagfast is installed: kubectl apply --server-side -k",
        """
        Two Knative Services from one image, a broker, a trigger, a PingSource, a SinkBinding. And
        somebody who wants to know: a pod with a trigger of its own for Tagfast's reports.
        """,
        () -> {
          place.install();
          if (!Poll.until(Duration.ofMinutes(5), place::registryAnswers)) {
            throw new IllegalStateException("the registry does not answer");
          }
          place.listen();
        },
        List.of(
            check(
                "ready, says Knative",
                place::ready,
                answer ->
                    answer.contains("Service/tagfast=True")
                        && answer.contains("Service/tagfast-webhooks=True")
                        && answer.contains("Trigger/tagfast=True")
                        && answer.contains("Trigger/listener=True")
                        && !answer.contains("=False")
                        && !answer.contains("=Unknown")),
            check(
                "reports that the sink received so far",
                () -> Long.toString(place.heard().lines().filter(line -> !line.isBlank()).count()),
                answer -> answer.chars().allMatch(Character::isDigit)),
            check(
                "not reachable from outside the cluster: tagfast",
                () ->
                    place.kubectl(
                        "get",
                        "services.serving.knative.dev",
                        EVENTS,
                        "-n",
                        KnativePlace.TAGFAST,
                        "-o",
                        "jsonpath={.status.url}"),
                url -> url.contains(".svc.cluster.local"))));
  }

  private Step zero() {
    return new Step(
        "Nobody pushes, so nothing runs",
        "A Knative Service that nobody asks has no pods. Three pods of dinner wait for an image.",
        () -> dinner.add(place.deploy("dinner", place.image(pizza, DATED), PODS)),
        List.of(pods(WEBHOOKS, 0), pods(EVENTS, 0)));
  }

  private Step firstPush() {
    return new Step(
        "Somebody pushes %s:%s, a quattro formaggi".formatted(pizza, DATED),
        """
        The registry notifies tagfast-webhooks, which Knative starts for it. The tag is recorded,
        and the Deployment that follows it is pinned: tag and digest.
        """,
        () -> push(DATED, "quattro formaggi"),
        List.of(
            check("pods of tagfast-webhooks", () -> count(WEBHOOKS), pods -> !pods.equals("0")),
            pinned("dinner", dinner, DATED, 0),
            answers("dinner", dinner, PODS, "quattro formaggi"),
            ledger(DATED, status -> state(status) + " " + accepted(status), 0, "Current "),
            heard("dev.tagfast.rollout.started", DATED)));
  }

  private Step overwrite() {
    return new Step(
        "Somebody pushes another pizza under the same tag: hawaii",
        """
        A tag that looks like a date must not move. It is reported: by SinkBinding, broker and
        trigger it reaches who wants to know. Then more guests come, and dinner is scaled to six.
        """,
        () -> push(DATED, "hawaii"),
        List.of(
            heard("dev.tagfast.tag.overwritten", DATED),
            ledger(DATED, status -> state(status) + " " + accepted(status), 0, "Overwritten "),
            check(
                "six pods of dinner answer",
                () -> {
                  dinner.getFirst().scale(2 * PODS);
                  return told(dinner);
                },
                "quattro formaggi"::equals),
            pinned("dinner", dinner, DATED, 0)));
  }

  private Step move() {
    return new Step(
        "%s:%s is pushed, and moves: margherita, then diavola".formatted(pizza, TODAY),
        "Nothing protects this tag, so its Deployment is rolled out, pinned again.",
        () -> {
          special.add(place.deploy("special", place.image(pizza, TODAY), PODS));
          push(TODAY, "margherita");
          answers("special", special, PODS, "margherita").perform();
          push(TODAY, "diavola");
        },
        List.of(
            pinned("special", special, TODAY, 3),
            answers("special", special, PODS, "diavola"),
            heard("dev.tagfast.rollout.started", TODAY)));
  }

  private Step event() {
    return new Step(
        "A program without a registry hook sends a CloudEvent to the broker",
        """
        lunch came after the last push, so nothing has pinned it. The trigger of Tagfast brings the
        event to tagfast, which Knative starts for it.
        """,
        () -> {
          lunch.add(place.deploy("lunch", place.image(pizza, TODAY), PODS));
          sent.add(place.sendToBroker("look-at-" + pizza, pizza, TODAY));
        },
        List.of(
            pinned("lunch", lunch, TODAY, 3),
            answers("lunch", lunch, PODS, "diavola"),
            check("the broker answered", () -> KnativePlace.status(sent.getFirst()), "202"::equals),
            check("pods of tagfast", () -> count(EVENTS), pods -> !pods.equals("0"))));
  }

  private Step deadLetter() {
    return new Step(
        "An event speaks of a registry that does not answer",
        """
        The broker tries five times, half a minute in all, and gives up. Its dead letter goes to
        Tagfast itself, which notes the tag: every reconcile looks at it until the registry answers.
        """,
        () -> sent.add(place.sendToBroker("dead-" + pizza, KnativePlace.AWAY, pizza, "1.0.0")),
        List.of(
            ledger(
                "1.0.0",
                status -> state(status) + (status.lookAgain() ? ", to be looked at again" : ""),
                -1,
                "Unconfirmed, to be looked at again"),
            check(
                "the broker answered, when all of that was done",
                () -> KnativePlace.status(sent.getLast()),
                "202"::equals),
            check(
                "`kubectl get imagetags -l tagfast.dev/unfinished=true` lists it",
                () ->
                    place.kubectl(
                        "get",
                        "imagetags",
                        "-n",
                        KnativePlace.TAGFAST,
                        "-l",
                        "tagfast.dev/unfinished=true"),
                text -> text.contains(pizza))));
  }

  private Step zeroAgain() {
    return new Step(
        "It is quiet again",
        "A minute after the last event both services are at zero; what they know is in the ledger.",
        () -> {},
        List.of(
            pods(WEBHOOKS, 0),
            pods(EVENTS, 0),
            answers("dinner", dinner, 2 * PODS, "quattro formaggi")));
  }

  private void push(String tag, String flavour) {
    pushed.add(place.pushPizza(pizza, tag, flavour));
  }

  private String count(String service) {
    return Long.toString(place.podsOf(service));
  }

  private Check pods(String service, int number) {
    return check("pods of " + service, () -> count(service), Integer.toString(number)::equals);
  }

  /**
   * @param push which of the pushes, from 0, it is pinned to
   */
  private Check pinned(String name, List<Pizzas> pizzas, String tag, int push) {
    return check(
        "the API server says that Deployment %s runs".formatted(name),
        () -> pizzas.getFirst().image(),
        image -> image.equals(place.image(pizza, tag) + "@" + pushed.get(push)));
  }

  private Check answers(String name, List<Pizzas> pizzas, int number, String flavour) {
    return check(
        "all %d pods of %s answer".formatted(number, name),
        () -> pizzas.getFirst().slices().size() == number ? told(pizzas) : "not all are there yet",
        flavour::equals);
  }

  private static String told(List<Pizzas> pizzas) {
    return pizzas.getFirst().slices().stream()
        .map(Slice::answer)
        .sorted()
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private Check heard(String type, String tag) {
    String wanted = pizza + ":" + tag;
    return check(
        "the sink received " + type + " about",
        () ->
            place
                .heard()
                .lines()
                .filter(line -> line.startsWith(type + " ") && line.contains(wanted))
                .findFirst()
                .map(line -> line.split(" ")[1])
                .orElse("nothing"),
        answer -> answer.endsWith(wanted));
  }

  /**
   * @param push which of the pushes, from 0, must be the accepted one; -1: none
   */
  private Check ledger(String tag, Function<ImageTagStatus, String> show, int push, String is) {
    return check(
        "the ledger (ImageTag) holds %s:%s".formatted(pizza, tag),
        () -> place.entry(pizza, tag).map(found -> show.apply(found.getStatus())).orElse("nothing"),
        answer -> answer.equals(push < 0 ? is : is + pushed.get(push)));
  }

  private static String state(ImageTagStatus status) {
    return EnumWords.word(status.state());
  }

  private static String accepted(ImageTagStatus status) {
    return status.accepted() == null ? "nothing accepted" : status.accepted().digest();
  }

  private static Check check(String claim, Supplier<String> ask, Predicate<String> holds) {
    return new Check(claim, ask, holds, Duration.ofSeconds(PATIENCE_SECONDS));
  }
}

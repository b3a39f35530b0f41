package dev.tagfast.demo;

import dev.tagfast.cluster.LogFolder;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.nodes.Nodes;
import dev.tagfast.cluster.nodes.Pizzas;
import dev.tagfast.cluster.nodes.Pizzas.Slice;
import dev.tagfast.cluster.nodes.TagfastPod;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes with three nodes: its pods say themselves what they are, and Tagfast is one of
 * them. Before Tagfast is installed it shows what happens without.
 */
final class RealPlace implements Place {
  /** Of each Deployment that subscribes. */
  static final int PODS = 3;

  /** Everything takes seconds; a loaded machine may take its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Narrator narrator;
  private final Nodes nodes;
  private final AlertReceiver chat;
  private final ImagePusher registry;
  private @Nullable TagfastPod tagfast;

  private RealPlace(Narrator narrator, Nodes nodes) {
    this.narrator = narrator;
    this.nodes = nodes;
    // Where pods reach it: they do not see this machine's loopback.
    chat = new AlertReceiver(nodes.host(), text -> narrator.overhear("chat", text));
    registry = ImagePusher.to(URI.create("http://" + nodes.registry()));
  }

  /** Starts it, and says what it is. */
  static RealPlace open(Narrator narrator) {
    narrator.say(
        """
        Tagfast makes image tags mean what Kubernetes assumes: that they do not change.

        Starting a real Kubernetes on this machine, without Docker ...""");
    Nodes nodes = Nodes.start();
    try {
      RealPlace place = new RealPlace(narrator, nodes);
      nodes.kubectl().run("create", "namespace", Cluster.NAMESPACE);
      narrator.say(
          """
            API server   %s, with etcd, controllers and scheduler
            nodes        three, each a kubelet with containerd and runc; pods really run
            registry     %s, a real CNCF Distribution; the nodes pull from it
            chat         a receiver of Slack-compatible alerts, in this program
          """
              .formatted(nodes.client().getMasterUrl(), nodes.registry()));
      return place;
    } catch (RuntimeException | AssertionError e) {
      nodes.close();
      throw e;
    }
  }

  @Override
  public String registry() {
    return nodes.registry();
  }

  @Override
  public void push(String repository, String tag, String flavour) {
    nodes.pushPizza(repository, tag, flavour);
  }

  @Override
  public Digest digestOf(String flavour) {
    return nodes.digestOfPizza(flavour);
  }

  @Override
  public String shown(String repository, String tag) {
    return registry.look(repository, tag).map(Digest::value).orElse("not there");
  }

  @Override
  public Cluster cluster() {
    return new Cluster(nodes.client(), RealApi.TAGFAST);
  }

  @Override
  public void deploy(String name, String image) {
    Pizzas.create(
        nodes.client(), Cluster.NAMESPACE, name, RealSteps.SUBSCRIBED, image, "IfNotPresent", PODS);
  }

  @Override
  public List<String> alerts() {
    return chat.alerts();
  }

  @Override
  public Check historyTells(String deployment) {
    return new Check(
        "`kubectl rollout history` tells",
        () ->
            kubectl("rollout", "history", "deployment/" + deployment, "-n", Cluster.NAMESPACE)
                .strip()
                .lines()
                .reduce("", (_, last) -> last),
        last -> last.contains("sha256:"));
  }

  @Override
  public List<Check> podsAnswer(String deployment, String flavour) {
    return List.of(
        pods(deployment, PODS, "answer", Slice::answer, flavour),
        pods(
            deployment,
            PODS,
            "run, as their kubelets say",
            slice -> slice.digest().value(),
            digestOf(flavour).value()));
  }

  @Override
  public List<Step> around(List<Step> story) {
    return new RealSteps(this).around(story).stream().map(step -> step.within(PATIENCE)).toList();
  }

  @Override
  public String log() {
    return tagfast == null ? "(not installed yet)" : tagfast.log();
  }

  @Override
  public String evidence() {
    LogFolder.keep();
    return "Tagfast's log:\n%s\nThe cluster's logs stay in %s".formatted(log(), LogFolder.PATH);
  }

  @Override
  public void close() {
    registry.close();
    chat.close();
    nodes.close();
  }

  /** Tagfast as a pod, notified of every push; its alerts go to the chat. */
  void install() {
    tagfast = TagfastPod.install(nodes, Map.of("TAGFAST_REPORT_SLACK_URL", chat.url()));
    Menu.lay(this);
  }

  Nodes nodes() {
    return nodes;
  }

  /** The pods of a Deployment. */
  Pizzas pizzas(String deployment) {
    return Pizzas.of(nodes.client(), Cluster.NAMESPACE, deployment);
  }

  /** What kubectl prints, errors too. */
  String kubectl(String... words) {
    return nodes.kubectl().tryWith("", words).output();
  }

  /** Lets the audience see what a person at a terminal sees. */
  void show(String... words) {
    narrator.say("\n     $ kubectl " + String.join(" ", words));
    narrator.overhear("kubectl", kubectl(words).stripTrailing());
  }

  /** So many pods there are, and each of them shows this value. */
  Check pods(
      String deployment, int number, String claim, Function<Slice, String> value, String expected) {
    return Check.that(
        "all %d pods of %s %s".formatted(number, deployment, claim),
        () -> {
          List<Slice> slices = pizzas(deployment).slices();
          return (slices.size() == number ? "" : slices.size() + " pods: ")
              + slices.stream().map(value).sorted().distinct().collect(Collectors.joining(", "));
        },
        expected);
  }
}

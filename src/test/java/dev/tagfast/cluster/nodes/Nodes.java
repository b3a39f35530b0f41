package dev.tagfast.cluster.nodes;

import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.LaunchedCluster;
import dev.tagfast.cluster.Launcher;
import dev.tagfast.image.Digest;
import dev.tagfast.packaged.AppPackage;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster with three nodes of this run, and the registry that they pull from. */
public final class Nodes implements AutoCloseable {
  /** Tagfast's own image: {@code make image} and {@code make test} write it. */
  private static final Path IMAGE = AppPackage.chosen().image();

  private static @Nullable Nodes ofThisRun;
  private static @Nullable RuntimeException failure;

  private final LaunchedCluster cluster;
  private final KubernetesClient client;

  private Nodes() {
    cluster = LaunchedCluster.start("nodes");
    client = new KubernetesClientBuilder().withConfig(cluster.administrator()).build();
  }

  /** One of its own, for who closes it. */
  public static Nodes start() {
    return new Nodes();
  }

  /** The one of this run, started when it is first asked for; it ends with this JVM. */
  public static synchronized Nodes ofThisRun() {
    if (failure != null) {
      throw failure;
    }
    if (ofThisRun == null) {
      try {
        ofThisRun = new Nodes();
      } catch (RuntimeException e) {
        // What failed once is not tried again for each test.
        failure = e;
        throw e;
      }
    }
    return ofThisRun;
  }

  /** What this machine lacks, for people; empty: nothing. */
  static Optional<String> missing() {
    return switch (Launcher.find()) {
      case Launcher.Missing(String why) -> Optional.of(why);
      case Launcher.Found(Path program) -> {
        Answer possible = run(List.of(program.toString(), "possible"));
        if (possible.status() != 0) {
          yield Optional.of(possible.output());
        }
        yield Files.exists(IMAGE)
            ? Optional.empty()
            : Optional.of(IMAGE + " is not there: `make test` builds it, after the application");
      }
    };
  }

  /** A client that may do everything. */
  public KubernetesClient client() {
    return client;
  }

  /** Of the administrator. */
  public Kubectl kubectl() {
    return cluster.kubectl();
  }

  /** The registry as images name it: host and port. */
  public String registry() {
    return cluster.address("REGISTRY");
  }

  /** This machine's address, as pods see it. */
  public String host() {
    return cluster.address("HOST");
  }

  /** Pushes an image whose pods answer this flavour. */
  public Digest pushPizza(String repository, String tag, String flavour) {
    return push("push-pizza", repository + ":" + tag, "--flavour", flavour);
  }

  /** The digest that {@link #pushPizza} gives this flavour, without pushing it. */
  public Digest digestOfPizza(String flavour) {
    return digest(List.of(Launcher.required().toString(), "pizza-digest", "--flavour", flavour));
  }

  /** Pushes Tagfast's own image. */
  Digest pushTagfast(String reference) {
    return push("push-image", reference, "--archive", IMAGE.toString());
  }

  /**
   * From now on the registry tells this URL of every push.
   *
   * @param authorization the value of the header
   */
  public void notify(String url, String authorization) {
    cluster.say("notify %s %s".formatted(url, authorization));
  }

  private Digest push(String command, String reference, String... rest) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(Launcher.required().toString(), command));
    words.addAll(List.of("--registry", registry(), "--ref", reference));
    words.addAll(List.of(rest));
    return digest(words);
  }

  private static Digest digest(List<String> command) {
    Answer answer = run(command);
    if (answer.status() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + answer.output());
    }
    return new Digest(answer.output().strip());
  }

  /** Everything that was started for it ends. */
  @Override
  public void close() {
    client.close();
    cluster.close();
  }

  private record Answer(int status, String output) {}

  private static Answer run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

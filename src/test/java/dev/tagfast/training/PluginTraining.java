package dev.tagfast.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the commands of {@code kubectl tagfast} at a stand-in of the API server and has the JVM
 * write what it learnt into an AOT cache: {@code PluginTraining CACHE JAVA [OPTION...] MAIN}.
 */
public final class PluginTraining {
  private static final int PATIENCE_SECONDS = 120;

  /** The name has the hash of the tag. */
  private static final String TAG = "kitchen-pizza-2018-05-12-3c18083c22207800";

  private static final String IMAGE_TAG =
      """
      {"apiVersion":"tagfast.dev/v1alpha1","kind":"ImageTag",
       "metadata":{"name":"%1$s","namespace":"tagfast","creationTimestamp":"2026-11-01T10:00:00Z"},
       "spec":{"registry":"registry.example.com","repository":"kitchen/pizza","tag":"2018-05-12"},
       "status":{"state":"Overwritten","generation":2,"moves":2,"seen":"sha256:%3$s",
         "accepted":{"digest":"sha256:%2$s","provenance":"SeenAfterEvent","seen":true,
                     "at":"2026-11-01T10:00:00Z"},
         "quarantined":["sha256:%3$s"],
         "history":[
           {"to":"sha256:%2$s","at":"2026-11-01T10:00:00Z","reason":"FirstSeen",
            "cause":{"source":"hub","actor":"mario"}},
           {"from":"sha256:%2$s","to":"sha256:%3$s","at":"2026-11-02T10:00:00Z",
            "reason":"TagOverwritten","cause":{"source":"hub","actor":"mallory"}}],
         "firstSeen":"2026-11-01T10:00:00Z","touched":"2026-11-02T10:00:00Z"}}"""
          .formatted(TAG, "1f".repeat(32), "2e".repeat(32));

  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment",
       "metadata":{"name":"dinner","namespace":"kitchen","labels":{"tagfast.dev/subscribe":"true"},
                   "annotations":{"tagfast.dev/hold":"the boss is here"}},
       "spec":{"replicas":1,"selector":{"matchLabels":{"app":"dinner"}},
               "template":{"metadata":{"labels":{"app":"dinner"}},
                 "spec":{"containers":[{"name":"oven",
                   "image":"registry.example.com/kitchen/pizza:2018-05-12"}]}}}}""";

  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod",
       "metadata":{"name":"dinner-1","namespace":"kitchen","labels":{"pod-template-hash":"1"},
         "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"dinner-1",
                             "uid":"1","controller":true}]},
       "spec":{"nodeName":"stove"},
       "status":{"containerStatuses":[{"name":"oven",
         "imageID":"registry.example.com/kitchen/pizza@sha256:%s"}]}}"""
          .formatted("1f".repeat(32));

  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "status",
          "tags",
          "tags kitchen/pizza -o json",
          "history kitchen/pizza:2018-05-12",
          "workloads -A",
          "workloads -A -o yaml",
          "why deployment/kitchen/dinner",
          "drift -A",
          "resume deployment/kitchen/dinner",
          "hold deployment/kitchen/dinner --reason lunch",
          "accept registry.example.com/kitchen/pizza:2018-05-12 2e2e2e2e2e2e --yes");

  private PluginTraining() {}

  /**
   * @param args the cache to write, then the command that runs lines of stdin
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println("PluginTraining CACHE JAVA [OPTION...] MAIN");
      System.exit(2);
    }
    Path cache = Path.of(args[0]).toAbsolutePath();
    Path folder = Files.createTempDirectory("tagfast-training-");
    Path log = folder.resolve("log");
    Files.deleteIfExists(cache);
    Certificate certificate =
        Certificate.make(Path.of(System.getProperty("java.home"), "bin", "keytool"), folder);
    ApiStandIn api = new ApiStandIn();
    api.has("/apis/tagfast.dev/v1alpha1/namespaces/tagfast/imagetags/" + TAG, IMAGE_TAG);
    api.has("/apis/apps/v1/namespaces/kitchen/deployments/dinner", DEPLOYMENT);
    api.has("/api/v1/namespaces/kitchen/pods/dinner-1", POD);
    try (StandIn server = new StandIn(certificate, api::answer)) {
      rehearse(
          cache,
          List.of(args).subList(1, args.length),
          kubeconfig(folder, certificate, server),
          log);
    }
    if (!Files.exists(cache)) {
      System.err.println("The training failed:\n" + Files.readString(log));
      System.exit(1);
    }
    System.exit(0);
  }

  private static void rehearse(Path cache, List<String> command, Path kubeconfig, Path log)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.add(1, "-XX:AOTCacheOutput=" + cache);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (var stdin = process.outputWriter()) {
      for (String line : COMMANDS) {
        stdin.write(line + "\n");
      }
    }
    // The JVM writes the cache while it ends.
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      // A rehearsal that was broken off writes a cache as well, of the little that it saw.
      Files.deleteIfExists(cache);
    }
  }

  private static Path kubeconfig(Path folder, Certificate certificate, StandIn server)
      throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: here, user: me, namespace: kitchen}}]
        clusters: [{name: here, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: me, user: {token: training}}]
        """
            .formatted(server.url(), certificate.pem()));
  }
}

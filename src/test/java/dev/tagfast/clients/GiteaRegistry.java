package dev.tagfast.clients;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** A Gitea with one user, whose packages are the registry, and with a webhook to Tagfast. */
final class GiteaRegistry implements AutoCloseable {
  /** The owner of all packages, as repositories begin with it. */
  static final String OWNER = "kitchen";

  private static final String PASSWORD = "quattro-formaggi";

  private final Shell shell;
  private final String host;
  private final Process process;
  private final Thread atExit;

  private GiteaRegistry(Shell shell, int port) {
    this.shell = shell;
    host = "127.0.0.1:" + port;
    shell.write("app.ini", configuration(port));
    gitea("migrate");
    gitea(
        "admin",
        "user",
        "create",
        "--username",
        OWNER,
        "--password",
        PASSWORD,
        "--email",
        "kitchen@example.test",
        "--must-change-password=false");
    process = shell.start(Program.GITEA, "web", "--config", config());
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    await().atMost(Duration.ofMinutes(2)).until(this::answers);
  }

  /** Starts one, which tells this URL of its packages. */
  static GiteaRegistry start(int port, URI notified, String secret) {
    try {
      Path home = Files.createTempDirectory("tagfast-gitea-");
      GiteaRegistry gitea = new GiteaRegistry(new Shell(home), port);
      gitea.addWebhook(notified, secret);
      return gitea;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port as an image reference names it. */
  String host() {
    return host;
  }

  /** A Docker configuration that can push to it. */
  String dockerConfig() {
    return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, credentials());
  }

  private void gitea(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = config();
    shell.run(Program.GITEA, all);
  }

  private String config() {
    return shell.home().resolve("app.ini").toString();
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Gitea ended at its start: " + shell.home().resolve("log"));
    }
    try {
      return send("GET", "/api/v1/version", "") == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void addWebhook(URI url, String secret) {
    int status =
        send(
            "POST",
            "/api/v1/user/hooks",
            """
            {"type": "gitea", "active": true, "events": ["package"],
             "config": {"url": "%s", "content_type": "json", "secret": "%s"}}"""
                .formatted(url, secret));
    if (status != 201) {
      throw new IllegalStateException("Gitea did not take the webhook: " + status);
    }
  }

  private int send(String method, String path, String body) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + host + path))
              .timeout(Duration.ofSeconds(20))
              .header("Authorization", "Basic " + credentials())
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String credentials() {
    return Base64.getEncoder().encodeToString((OWNER + ":" + PASSWORD).getBytes());
  }

  private String configuration(int port) {
    Path home = shell.home();
    return """
        RUN_MODE = prod
        WORK_PATH = %s
        ; Refused for root otherwise; it listens on loopback, for the time of the tests.
        I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
        RUN_USER = %s

        [server]
        HTTP_ADDR = 127.0.0.1
        HTTP_PORT = %d
        ROOT_URL = http://127.0.0.1:%d/
        STATIC_ROOT_PATH = %s
        DISABLE_SSH = true
        OFFLINE_MODE = true

        [database]
        DB_TYPE = sqlite3
        PATH = %s

        [security]
        INSTALL_LOCK = true
        SECRET_KEY = tagfast-testing

        [webhook]
        ALLOWED_HOST_LIST = loopback
        DELIVER_TIMEOUT = 60

        [cron]
        ENABLED = false
        """
        .formatted(
            home,
            System.getProperty("user.name"),
            port,
            port,
            Program.GITEA.path().resolveSibling("../gitea").normalize(),
            home.resolve("gitea.db"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    shell.delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }
}

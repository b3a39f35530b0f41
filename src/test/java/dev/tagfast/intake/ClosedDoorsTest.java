package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.intake.auth.Authenticators;
import dev.tagfast.intake.cloudevents.EventCommands;
import dev.tagfast.intake.cloudevents.EventReader;
import dev.tagfast.intake.cloudevents.EventsDoor;
import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.http.CallerAuthentication;
import dev.tagfast.intake.http.ErrorResponses;
import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.intake.http.RefusedCallersLog;
import dev.tagfast.intake.http.RequestDrain;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.Refusals;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.intake.webhook.WebhookDoor;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.policy.source.DefaultPolicySource;
import dev.tagfast.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The doors of an instance with other settings, without Funqy behind them. */
class ClosedDoorsTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String[] EVENT = {
    "ce-specversion", "1.0", "ce-id", "1", "ce-source", "/", "ce-type", "t"
  };

  private final Vertx vertx = Vertx.vertx();
  private final Shutdown shutdown = new Shutdown(SettingsOf.properties(Map.of()));
  private final AtomicInteger answered = new AtomicInteger();

  /** The addresses that an access log would record. */
  private final List<String> locator = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void theEventsDoorIsClosedToEverybodyUntilItsAuthenticationIsSet() throws Exception {
    Http http = start(Map.of());

    HttpResponse<String> posted = http.send("POST", "/", BODY, EVENT);
    HttpResponse<String> handshake =
        http.send("OPTIONS", "/", new byte[0], "WebHook-Request-Origin", "a.example");

    assertThat(posted.statusCode()).isEqualTo(401);
    assertThat(posted.body()).contains("tagfast.events.auth");
    assertThat(handshake.statusCode()).isEqualTo(401);
  }

  @Test
  void withAuthenticationNoneEverybodyGetsToTheFunction() throws Exception {
    Http http = start(Map.of("tagfast.events.auth", "none"));

    HttpResponse<String> answer = http.send("POST", "/", BODY, EVENT);

    assertThat(answer.body()).isEqualTo("the function");
  }

  @Test
  void aDoorThatThisInstanceDoesNotOpenIsNotFound() throws Exception {
    Http webhooks = start(Map.of("tagfast.doors", "webhooks", "tagfast.events.auth", "none"));
    Http events = start(Map.of("tagfast.doors", "events", "tagfast.sources.ci.secret", "x"));

    for (HttpResponse<String> answer :
        List.of(
            webhooks.send("POST", "/", BODY, EVENT),
            webhooks.send("OPTIONS", "/", BODY),
            events.send("POST", "/webhooks/ci", BODY, "Authorization", "x"))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("not opened at this instance", "tagfast.doors");
    }
  }

  @Test
  void whoKnocksAtAnInstanceThatStopsIsSentToAnother() throws Exception {
    Http http = start(Map.of("tagfast.events.auth", "none", "tagfast.sources.ci.secret", "x"));
    assertThat(http.send("POST", "/", BODY, EVENT).statusCode()).isEqualTo(200);

    shutdown.begin();

    for (HttpResponse<String> answer :
        List.of(
            http.send("POST", "/", BODY, EVENT),
            http.send("POST", "/webhooks/ci", BODY, "Authorization", "x"))) {
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Connection")).hasValue("close");
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.body()).contains("urn:tagfast:problem:not-now", "is being stopped");
    }
  }

  @Test
  void anInstanceThatStopsWritesNoSecretDown() throws Exception {
    Http http =
        start(Map.of("tagfast.sources.hub.auth", "path", "tagfast.sources.hub.secret", "oregano"));

    shutdown.begin();

    assertThat(http.send("POST", "/webhooks/hub/oregano?x=oregano", BODY).statusCode())
        .isEqualTo(503);
    await().until(() -> locator, all -> !all.isEmpty());
    assertThat(locator).containsOnly("/webhooks/hub/***?x=***");
  }

  @Test
  void aRequestIsCountedWhenItIsAnsweredAndNotBefore() throws Exception {
    Http http = start(Map.of("tagfast.events.auth", "none"));

    http.send("POST", "/", BODY, EVENT);
    http.send("GET", "/", BODY);

    await().until(() -> answered.get() == 2);
  }

  @Test
  void aStrangersBrokenChunksAreNotReportedAsAMistakeOfOurs() throws Exception {
    int port = listen(Map.of("tagfast.events.auth", "none"));
    List<LogRecord> logRecords = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(ErrorResponses.class.getName());
    Handler logHandler = new CapturingLogHandler(logRecords);
    logger.addHandler(logHandler);
    try (Socket socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes(); // Until the server closes the connection.
    } finally {
      logger.removeHandler(logHandler);
    }
    assertThat(logRecords).isEmpty();
  }

  private Http start(Map<String, String> properties) throws Exception {
    return new Http(listen(properties));
  }

  private int listen(Map<String, String> properties) throws Exception {
    Settings settings = SettingsOf.properties(properties);
    FakeRegistryHosts hosts = new FakeRegistryHosts(settings);
    DoorSettings doors = new DoorSettings(settings, hosts);
    TagLocator locator = new TagLocator(hosts, new DefaultPolicySource());
    RecordingPipeline pipeline = new RecordingPipeline();
    DeletedTags deleted = new DeletedTags(new MemoryTagLedger());
    EventReader reader = new EventReader(locator, doors);
    Refusals refusals = NotificationHandlers.refusals(properties);
    Router router = Router.router(vertx);
    router.route().order(-2).handler(BodyHandler.create(false)); // Quarkus reads bodies first too.
    CallerAuthentication authentication =
        new CallerAuthentication(
            Authenticators.authenticator(), new RefusedCallersLog(InstantSource.system()));
    router.route().order(MaskedUri.BEFORE_ALL).handler(this::note);
    new RequestDrain(shutdown, answered::incrementAndGet).open(router);
    new EventsDoor(
            doors, reader, new EventCommands(deleted, pipeline, pipeline, refusals), authentication)
        .open(router);
    new WebhookDoor(
            doors,
            NotificationHandlers.to(locator, deleted, pipeline),
            new ObjectMapper(),
            authentication,
            refusals)
        .open(router);
    router.route("/").handler(ctx -> ctx.end("the function"));
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return server.actualPort();
  }

  private void note(RoutingContext ctx) {
    ctx.addEndHandler(_ -> locator.add(ctx.request().uri()));
    ctx.next();
  }
}

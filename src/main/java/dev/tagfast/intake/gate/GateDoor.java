package dev.tagfast.intake.gate;

import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import dev.tagfast.report.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * The gate's door: {@code PUT} and {@code DELETE} of {@code /v2/<name>/manifests/<reference>}. It
 * reads bodies itself, before Quarkus does, and works on virtual threads: a registry that hangs
 * must not keep the threads of the other doors.
 */
@ApplicationScoped
public class GateDoor {
  private static final Logger LOG = Logger.getLogger(GateDoor.class);

  /** More are told to come again. */
  private static final int MOST_AT_ONCE = 100;

  /** After {@code RequestDrain}, whose route has the same order: the shutdown waits for pushes. */
  private static final int AFTER_DRAIN = Interceptor.Priority.APPLICATION + 1_000;

  private static final String ONLY_WRITES =
      "The gate of Tagfast takes PUT and DELETE of /v2/<name>/manifests/<reference> alone; the"
          + " reverse proxy in front must send everything else to the registry itself.";

  private final GateSettings settings;
  private final GateCalls calls;
  private final GatedPush push;
  private final GatedDelete delete;
  private final Metrics metrics;
  private final GateBody bodies = new GateBody();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  public GateDoor(
      GateSettings settings, GateCalls calls, GatedPush push, GatedDelete delete, Metrics metrics) {
    this.settings = settings;
    this.calls = calls;
    this.push = push;
    this.delete = delete;
    this.metrics = metrics;
  }

  void open(@Observes @Priority(AFTER_DRAIN) Router router) {
    router.route("/v2/*").order(MaskedUri.BEFORE_ALL).handler(this::receive);
  }

  private void receive(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    Context loop = ctx.vertx().getOrCreateContext();
    Optional<RegistryError> elsewhere = elsewhere(request);
    if (elsewhere.isPresent()) {
      write(ctx, elsewhere.get().answer());
    } else if (!free.tryAcquire()) {
      write(ctx, RegistryError.busy().answer());
    } else {
      if (request.headers().contains("Expect", "100-continue", true)) {
        ctx.response().writeContinue();
      }
      bodies
          .read(ctx.vertx(), request)
          .onSuccess(body -> Thread.ofVirtual().name("gate").start(() -> handle(ctx, loop, body)))
          .onFailure(
              failure -> {
                free.release();
                write(ctx, answerOf(failure, request).answer());
              });
    }
  }

  private Optional<RegistryError> elsewhere(HttpServerRequest request) {
    if (!settings.isOpen()) {
      return Optional.of(
          RegistryError.elsewhere(
              404,
              "This instance of Tagfast is no gate: tagfast.doors would have to name `gate`.",
              Map.of()));
    }
    if (!GateAddress.isManifest(Objects.requireNonNullElse(request.path(), ""))) {
      return Optional.of(RegistryError.elsewhere(404, ONLY_WRITES, Map.of()));
    }
    HttpMethod method = request.method();
    return method.equals(HttpMethod.PUT) || method.equals(HttpMethod.DELETE)
        ? Optional.empty()
        : Optional.of(RegistryError.elsewhere(405, ONLY_WRITES, Map.of("Allow", "PUT, DELETE")));
  }

  private void handle(RoutingContext ctx, Context loop, Buffer body) {
    HttpServerRequest request = ctx.request();
    try {
      GateCall call = calls.read(request, body.getBytes());
      GateAnswer answer = call.method().equals("PUT") ? push.handle(call) : delete.handle(call);
      answer
          .refusal()
          .ifPresent(
              word -> {
                metrics.refused("gate", word);
                LOG.warnf(
                    "The gate did not pass on %s%s: %s",
                    call, call.actor().map(actor -> " by " + actor).orElse(""), word);
              });
      // Before the answer: a shutdown counts it then.
      answer.afterwards().run();
      loop.runOnContext(_ -> write(ctx, answer.answer()));
    } catch (RuntimeException e) {
      loop.runOnContext(_ -> write(ctx, answerOf(e, request).answer()));
    } finally {
      bodies.done(body);
      free.release();
    }
  }

  private static RegistryError answerOf(Throwable failure, HttpServerRequest request) {
    if (failure instanceof GateRefused refused) {
      return refused.error();
    }
    if (!request.isEnded()) {
      return RegistryError.malformed("MANIFEST_INVALID", "The HTTP request itself is malformed.");
    }
    String id = UUID.randomUUID().toString();
    LOG.errorf(
        failure, "A push failed at the gate for a reason nobody thought of; error id %s", id);
    return new RegistryError(
        500,
        "UNKNOWN",
        "Not handled; Tagfast's log says more under the error id " + id + ". Please report it.",
        Map.of());
  }

  private static void write(RoutingContext ctx, Answered answer) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return; // The caller went away; what was done stays done.
    }
    response.setStatusCode(answer.status());
    answer
        .headers()
        .lines()
        .forEach(line -> response.headers().add(line.getKey(), line.getValue()));
    response.end(Buffer.buffer(answer.body()));
  }
}

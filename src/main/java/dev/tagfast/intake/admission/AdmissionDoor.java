package dev.tagfast.intake.admission;

import dev.tagfast.admission.AdmissionAnswer;
import dev.tagfast.admission.AdmissionReview;
import dev.tagfast.admission.ApprovalReview;
import dev.tagfast.admission.UnreadableReview;
import dev.tagfast.intake.http.ErrorResponses;
import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.http.WholeBody;
import dev.tagfast.intake.notification.Json;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.function.Function;

/**
 * The door of the admission webhooks, {@code POST /admission/pin} and {@code /admission/approval}.
 * It works on virtual threads: a registry that hangs must not keep the threads of the other doors.
 */
@ApplicationScoped
public class AdmissionDoor {
  /** The address that webhook configurations name. */
  static final String PIN = "/admission/pin";

  /** The same for approvals. */
  static final String APPROVAL = "/admission/approval";

  /**
   * A review holds an object of at most 3 MiB twice, as it is and as it was, and more around it.
   */
  private static final long LARGEST = 10L * 1024 * 1024;

  private static final long MOST_IN_HAND = 24L * 1024 * 1024;

  /** After {@code RequestDrain}, whose route has the same order: the shutdown waits for reviews. */
  private static final int AFTER_DRAIN = Interceptor.Priority.APPLICATION + 1_000;

  private final AdmissionSettings settings;
  private final PinReviews pin;
  private final WholeBody bodies = new WholeBody(LARGEST, MOST_IN_HAND);

  public AdmissionDoor(AdmissionSettings settings, PinReviews pin) {
    this.settings = settings;
    this.pin = pin;
  }

  void open(@Observes @Priority(AFTER_DRAIN) Router router) {
    open(router, PIN, pin::answer);
    open(router, APPROVAL, ApprovalReview::answer);
  }

  private void open(
      Router router, String path, Function<AdmissionReview, AdmissionAnswer> answers) {
    router
        .route(path)
        .order(MaskedUri.BEFORE_ALL)
        .handler(ctx -> receive(ctx, answers))
        .failureHandler(ErrorResponses::failed);
  }

  private void receive(RoutingContext ctx, Function<AdmissionReview, AdmissionAnswer> answers) {
    if (!settings.isOpen()) {
      ErrorResponses.problem(
          ctx,
          new ProblemDetail(
              ProblemType.DOOR_CLOSED,
              "this instance of Tagfast reviews nothing: tagfast.doors would have to name `admission`"));
    } else if (!ctx.request().method().equals(HttpMethod.POST)) {
      ErrorResponses.problem(ctx, ProblemDetail.method("POST"));
    } else {
      Context loop = ctx.vertx().getOrCreateContext();
      bodies
          .read(ctx.vertx(), ctx.request())
          .onSuccess(
              body ->
                  Thread.ofVirtual().name("review").start(() -> handle(ctx, loop, body, answers)))
          .onFailure(ctx::fail);
    }
  }

  private void handle(
      RoutingContext ctx,
      Context loop,
      Buffer body,
      Function<AdmissionReview, AdmissionAnswer> answers) {
    try {
      String answer = answers.apply(review(body.getBytes())).document();
      loop.runOnContext(_ -> write(ctx, answer));
    } catch (RuntimeException | Error e) { // An answer in any case: the API server waits.
      loop.runOnContext(_ -> ctx.fail(e));
    } finally {
      bodies.done(body);
    }
  }

  private static AdmissionReview review(byte[] body) {
    try {
      return AdmissionReview.parse(Json.read(body));
    } catch (UnreadableReview e) {
      throw new RequestRefused(
          new ProblemDetail(ProblemType.BAD_BODY, String.valueOf(e.getMessage())));
    }
  }

  private static void write(RoutingContext ctx, String answer) {
    if (!ctx.response().ended() && !ctx.response().closed()) {
      ctx.response().putHeader("Content-Type", "application/json").end(answer);
    }
  }
}

package dev.tagfast.intake.approval;

import dev.tagfast.intake.http.ErrorResponses;
import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.settings.Settings.Door;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * The door for approvals, {@code POST /admission/approval}: the API server asks before it stores
 * one. The answer is made of the question alone, so it needs no thread of its own.
 */
@ApplicationScoped
public class ApprovalDoor {
  /** The address that webhook configurations name. */
  static final String PATH = "/admission/approval";

  /** An approval has some KiB; what the API server adds to it is less than this. */
  private static final long LARGEST = 3L * 1024 * 1024;

  /** After {@code RequestDrain}, whose route has the same order: the shutdown waits for reviews. */
  private static final int AFTER_DRAIN = Interceptor.Priority.APPLICATION + 1_000;

  private final DoorSettings doors;

  public ApprovalDoor(DoorSettings doors) {
    this.doors = doors;
  }

  void open(@Observes @Priority(AFTER_DRAIN) Router router) {
    router
        .route(PATH)
        .order(MaskedUri.BEFORE_ALL)
        .handler(this::check)
        .failureHandler(ErrorResponses::failed);
    // A route of its own: a handler of bodies must be the first of its route.
    router
        .route(PATH)
        .order(MaskedUri.BEFORE_ALL)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST))
        .handler(ApprovalDoor::answer)
        .failureHandler(ErrorResponses::failed);
  }

  private void check(RoutingContext ctx) {
    if (!doors.isOpen(Door.ADMISSION)) {
      ErrorResponses.problem(
          ctx,
          new ProblemDetail(
              ProblemType.DOOR_CLOSED,
              "this instance of Tagfast reviews nothing: tagfast.doors would have to name"
                  + " `admission`"));
    } else if (!ctx.request().method().equals(HttpMethod.POST)) {
      ErrorResponses.problem(ctx, ProblemDetail.method("POST"));
    } else {
      ctx.next();
    }
  }

  private static void answer(RoutingContext ctx) {
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    try {
      String answer = ApprovalReview.answer(Json.read(body)).toString();
      ctx.response().putHeader("Content-Type", "application/json").end(answer);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(
          new ProblemDetail(ProblemType.BAD_BODY, String.valueOf(e.getMessage())));
    }
  }
}

package dev.tagfast.intake;

import dev.tagfast.intake.auth.Access;
import dev.tagfast.intake.auth.Admission;
import dev.tagfast.intake.auth.Gatekeeper;
import dev.tagfast.intake.auth.Shown;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets known callers in, and tells the others and the operator what is missing. */
@ApplicationScoped
public class Entrance {
  private static final Duration LATER = Duration.ofSeconds(10);

  private final Gatekeeper gatekeeper;
  private final TurnedAway turnedAway;

  /** Asks this one, and tells that one. */
  public Entrance(Gatekeeper gatekeeper, TurnedAway turnedAway) {
    this.gatekeeper = gatekeeper;
    this.turnedAway = turnedAway;
  }

  /**
   * Returns for a known caller. Never called on an event loop.
   *
   * @param door its path, without any secret
   * @param setting what its settings begin with
   * @throws RequestRefused for everybody else
   */
  void check(Access access, Shown shown, String door, String setting) {
    switch (gatekeeper.admit(access, shown, setting)) {
      case Admission.Admitted() -> {}
      case Admission.Denied(String detail) -> {
        turnedAway.tell(door, detail);
        throw new RequestRefused(Problem.unauthorized(detail));
      }
      case Admission.CouldNotAsk(String detail) ->
          throw new RequestRefused(Problem.notNow(detail, LATER));
    }
  }
}

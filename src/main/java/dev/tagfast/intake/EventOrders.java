package dev.tagfast.intake;

import dev.tagfast.PushHandler;
import dev.tagfast.ReconcileRequest;
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Carries out what CloudEvents ask for. */
@ApplicationScoped
public class EventOrders {
  private static final Logger LOG = Logger.getLogger(EventOrders.class);

  private final PushHandler pipeline;
  private final ReconcileRequest reconcile;

  /** Hands over to these two. */
  public EventOrders(PushHandler pipeline, ReconcileRequest reconcile) {
    this.pipeline = pipeline;
    this.reconcile = reconcile;
  }

  /**
   * Carries out one order.
   *
   * @return what became of a push event; empty for everything else
   * @throws dev.tagfast.NotNow if something could not be asked
   */
  Optional<Outcome> carryOut(EventOrder order) {
    return switch (order) {
      case EventOrder.Look(var event) -> Optional.of(pipeline.handle(event, false));
      case EventOrder.Reconcile() -> {
        reconcile.run();
        yield Optional.empty();
      }
      case EventOrder.Refused(String repository, var reason) -> {
        LOG.infof("An event about %s goes no further: %s", repository, reason.word());
        yield Optional.empty();
      }
      case EventOrder.Nothing() -> Optional.empty();
    };
  }
}

package dev.tagfast.intake;

import dev.tagfast.NotNow;
import dev.tagfast.PushHandler;
import dev.tagfast.ReconcileRequest;
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Carries out what CloudEvents ask for. */
@ApplicationScoped
public class EventOrders {
  private static final Logger LOG = Logger.getLogger(EventOrders.class);

  private final EventReader reader;
  private final PushHandler pipeline;
  private final ReconcileRequest reconcile;

  /** Hands over to these; the reader knows what a delete without a tag comes to. */
  public EventOrders(EventReader reader, PushHandler pipeline, ReconcileRequest reconcile) {
    this.reader = reader;
    this.pipeline = pipeline;
    this.reconcile = reconcile;
  }

  /**
   * Carries out orders, one after the other; one that must wait stops no other.
   *
   * @return what became of the push events among them
   * @throws NotNow if something could not be asked; the others are done
   */
  List<Outcome> carryOut(List<EventOrder> all) {
    List<Outcome> outcomes = new ArrayList<>();
    Postponed postponed = new Postponed();
    for (EventOrder order : all) {
      try {
        carryOut(order, outcomes);
      } catch (NotNow e) {
        postponed.add(e);
      }
    }
    postponed.throwIfAny();
    return outcomes;
  }

  private void carryOut(EventOrder order, List<Outcome> into) {
    switch (order) {
      case EventOrder.Look(var event) -> into.add(pipeline.handle(event, false));
      case EventOrder.LookUp(var delete) ->
          reader.lookUp(delete).forEach(found -> carryOut(found, into));
      case EventOrder.Reconcile() -> reconcile.run();
      case EventOrder.Refused(String repository, var reason) ->
          LOG.infof("An event about %s goes no further: %s", repository, reason.word());
    }
  }
}

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

  private final DeletedTags deleted;
  private final PushHandler pipeline;
  private final ReconcileRequest reconcile;

  /** Hands over to these; {@code deleted} knows what went with a delete. */
  public EventOrders(DeletedTags deleted, PushHandler pipeline, ReconcileRequest reconcile) {
    this.deleted = deleted;
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
      case EventOrder.Look(var event) ->
          deleted.tagsOf(event).forEach(tag -> into.add(pipeline.handle(tag, false)));
      case EventOrder.Reconcile() -> reconcile.run();
      case EventOrder.Refused(String repository, var reason) ->
          LOG.infof("An event about %s goes no further: %s", repository, reason.word());
    }
  }
}

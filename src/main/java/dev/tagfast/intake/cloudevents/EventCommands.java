package dev.tagfast.intake.cloudevents;

import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.delivery.PostponedEvents;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.reconcile.ReconcileTrigger;
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Carries out the commands of CloudEvents. */
@ApplicationScoped
public class EventCommands {
  private static final Logger LOG = Logger.getLogger(EventCommands.class);

  private final DeletedTags deleted;
  private final PushHandler pipeline;
  private final ReconcileTrigger reconcile;

  public EventCommands(DeletedTags deleted, PushHandler pipeline, ReconcileTrigger reconcile) {
    this.deleted = deleted;
    this.pipeline = pipeline;
    this.reconcile = reconcile;
  }

  /**
   * Carries out commands in their order. A command that is postponed stops no other command.
   *
   * @return the outcomes of the push events
   * @throws TemporaryFailure if a command could not be carried out now; the others are done
   */
  public List<Outcome> carryOut(List<EventCommand> all) {
    List<Outcome> outcomes = new ArrayList<>();
    PostponedEvents postponed = new PostponedEvents();
    for (EventCommand command : all) {
      try {
        carryOut(command, outcomes);
      } catch (TemporaryFailure e) {
        postponed.add(e);
      }
    }
    postponed.throwIfAny();
    return outcomes;
  }

  private void carryOut(EventCommand command, List<Outcome> into) {
    switch (command) {
      case EventCommand.CheckTags(var event) ->
          deleted.tagsOf(event).forEach(tag -> into.add(pipeline.handle(tag, false)));
      case EventCommand.Reconcile() -> reconcile.run();
      case EventCommand.Refused(String repository, var reason) ->
          LOG.infof("An event about %s goes no further: %s", repository, reason.word());
    }
  }
}

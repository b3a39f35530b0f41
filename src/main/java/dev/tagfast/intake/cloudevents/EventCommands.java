package dev.tagfast.intake.cloudevents;

import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.delivery.PostponedEvents;
import dev.tagfast.intake.source.ConfiguredSource;
import dev.tagfast.intake.source.Refusals;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.reconcile.ReconcileTrigger;
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Carries out the commands of CloudEvents. */
@ApplicationScoped
public class EventCommands {
  private final DeletedTags deleted;
  private final PushHandler pipeline;
  private final ReconcileTrigger reconcile;
  private final Refusals refusals;

  public EventCommands(
      DeletedTags deleted, PushHandler pipeline, ReconcileTrigger reconcile, Refusals refusals) {
    this.deleted = deleted;
    this.pipeline = pipeline;
    this.reconcile = reconcile;
    this.refusals = refusals;
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
      case EventCommand.Refused(var host, String image, var reason) ->
          refusals.refused(ConfiguredSource.EVENTS_DOOR, host, image, reason);
    }
  }
}

package dev.tagfast.intake;

import dev.tagfast.image.PushEvent;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.reconcile.ReconcileTrigger;
import dev.tagfast.report.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Records the events that it gets, and returns what the test sets. */
@Alternative
@ApplicationScoped
public class RecordingPipeline implements PushHandler, ReconcileTrigger {
  private final List<PushEvent> handled = new CopyOnWriteArrayList<>();
  private final List<PushEvent> explained = new CopyOnWriteArrayList<>();
  private final AtomicInteger reconciles = new AtomicInteger();
  private volatile Script script = (event, recorded) -> Outcomes.unchanged(event);

  /** The outcome of an event, and when it is reported as recorded. */
  @FunctionalInterface
  public interface Script {
    Outcome handle(PushEvent event, Consumer<Outcome> recorded);
  }

  @Override
  public Outcome handle(PushEvent event, boolean explain) {
    (explain ? explained : handled).add(event);
    return script.handle(event, soFar -> {});
  }

  @Override
  public Outcome handle(PushEvent event, Consumer<Outcome> recorded) {
    handled.add(event);
    return script.handle(event, recorded);
  }

  @Override
  public boolean run() {
    reconciles.incrementAndGet();
    return true;
  }

  public void reset() {
    handled.clear();
    explained.clear();
    reconciles.set(0);
    answers(Outcomes::unchanged);
  }

  public void answers(Function<PushEvent, Outcome> next) {
    follows((event, recorded) -> next.apply(event));
  }

  public void follows(Script next) {
    script = next;
  }

  public List<PushEvent> handled() {
    return handled;
  }

  public List<PushEvent> explained() {
    return explained;
  }

  public int reconciles() {
    return reconciles.get();
  }
}

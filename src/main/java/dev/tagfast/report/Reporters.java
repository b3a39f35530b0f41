package dev.tagfast.report;

import dev.tagfast.report.Delivery.Delivered;
import dev.tagfast.report.Delivery.NotForHere;
import dev.tagfast.report.Delivery.Refused;
import dev.tagfast.report.Delivery.Undelivered;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells every place; one that fails stops no other. A repeat goes only to the places that did not
 * take it, as far as this process remembers: a sink that is down for a day must not ring the alarm
 * in Slack at every reconcile.
 */
@ApplicationScoped
class Reporters implements Reporter {
  private static final Logger LOG = Logger.getLogger(Reporters.class);
  private static final int REMEMBERED = 2_000;

  private final List<Place> places;
  private final Metrics metrics;
  private final RecentlySeen taken = new RecentlySeen(REMEMBERED);
  private final RecentlySeen warned = new RecentlySeen(REMEMBERED);

  Reporters(@All List<Place> places, Metrics metrics) {
    this.places = places;
    this.metrics = metrics;
  }

  @Override
  public List<String> tell(Report report) {
    List<String> owed = new ArrayList<>();
    for (Place place : places) {
      String once = place.name() + " " + report.id();
      if (taken.has(once)) {
        continue;
      }
      Delivery delivery = tryAt(place, report);
      metrics.report(report.kind(), place.name(), delivery);
      switch (delivery) {
        case Delivered _ -> taken.add(once);
        case NotForHere _ -> {}
        case Refused(String why) -> {
          taken.add(once);
          if (warned.add(why)) {
            LOG.warnf("%s does not take reports: %s", place.name(), why);
          }
        }
        case Undelivered(String why) -> {
          owed.add(place.name());
          LOG.warnf("%s %s stays owed to %s: %s", report.kind(), report.id(), place.name(), why);
        }
      }
    }
    return List.copyOf(owed);
  }

  /** A fault of our own at one place is no reason not to tell the others. */
  private static Delivery tryAt(Place place, Report report) {
    try {
      return place.deliver(report);
    } catch (RuntimeException e) {
      // Only the class: a message of somebody else's may hold a URL that is a secret.
      return new Undelivered("unexpected " + e.getClass().getName() + whereOf(e));
    }
  }

  private static String whereOf(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}

package dev.tagfast.model.history;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes histories: mostly what happens every day, with faults at every place. */
public final class HistoryGenerator {
  private static final int LENGTH = 40;
  private static final int MOST_REQUESTS = 14;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private final RandomGenerator random;
  private final List<Step> steps = new ArrayList<>();
  private final List<Step> sent = new ArrayList<>();
  private final List<Step> onTheirWay = new ArrayList<>();
  private int events;

  private HistoryGenerator(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The history of a seed: always the same, until this class changes. */
  public static History history(long seed) {
    return new History(seed, new HistoryGenerator(seed).steps());
  }

  private List<Step> steps() {
    for (ModelTag tag : ModelTag.values()) {
      steps.add(new Step.RuleBecomes(tag, rule()));
      if (chance(65)) {
        steps.add(chance(75) ? new Step.Apply(tag, 0) : new Step.Pin(tag, 0, image()));
      }
    }
    if (chance(20)) {
      steps.add(new Step.ClockDiffers(instance(), pick(-300, -40, 40, 300)));
    }
    while (steps.size() < LENGTH) {
      daily();
    }
    return steps;
  }

  private void daily() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> push(tag(), image());
      case 4, 5, 6, 7, 8 -> arrival();
      case 9, 10 -> steps.add(perhapsDisturbed(new Step.Reconcile(instance())));
      case 11 -> steps.add(new Step.TimePasses(pick(5, 40, 20 * MINUTE, 2 * HOUR)));
      case 12 -> overwriteAgainAndAgain();
      case 13 ->
          steps.add(
              perhapsDisturbed(
                  chance(50) ? new Step.Resend(instance()) : new Step.LaterLooks(instance())));
      case 14, 15 -> {
        if (chance(10)) {
          applyAgainAndAgain();
        } else {
          steps.add(person());
        }
      }
      case 16, 17 -> steps.add(operator());
      case 18 -> outage();
      default -> deletion();
    }
  }

  /** Somebody pushes, and the event comes early, at once, late, twice, without digest or never. */
  private void push(ModelTag tag, ModelImage image) {
    Step push = new Step.Push(tag, image);
    int id = chance(85) ? ++events : 0;
    int copies = pick(0, 1, 1, 1, 2);
    boolean early = copies > 0 && chance(15);
    if (early) {
      steps.add(arrives(tag, image, id));
    }
    steps.add(push);
    for (int copy = early ? 1 : 0; copy < copies; copy++) {
      if (chance(60)) {
        steps.add(perhapsDisturbed(arrives(tag, image, id)));
      } else {
        onTheirWay.add(arrives(tag, image, id));
      }
    }
  }

  private Step arrives(ModelTag tag, ModelImage image, int id) {
    Step event =
        chance(12)
            ? new Step.ArrivesBare(tag, id, instance())
            : new Step.Arrives(tag, image, id, instance(), chance(20));
    sent.add(event);
    return event;
  }

  private void arrival() {
    if (onTheirWay.isEmpty()) {
      push(tag(), image());
    } else {
      steps.add(perhapsDisturbed(onTheirWay.remove(random.nextInt(onTheirWay.size()))));
    }
  }

  private void overwriteAgainAndAgain() {
    ModelTag tag = tag();
    ModelImage other = image();
    for (int i = 0; i < 5; i++) {
      push(tag, other);
      if (chance(20)) {
        push(tag, image());
      }
    }
  }

  /** Something applies the plain tag, and Tagfast pins it: they must not fight for ever. */
  private void applyAgainAndAgain() {
    ModelTag tag = tag();
    for (int i = 0; i < 6; i++) {
      steps.add(new Step.Apply(tag, 0));
      steps.add(new Step.Reconcile(instance()));
    }
  }

  private void deletion() {
    ModelTag tag = tag();
    steps.add(new Step.Delete(tag));
    if (chance(70)) {
      steps.add(perhapsDisturbed(new Step.DeleteArrives(tag, instance())));
    }
    if (chance(30)) {
      steps.add(new Step.Collect(image()));
    }
  }

  private Step person() {
    return switch (random.nextInt(8)) {
      case 6, 7 -> new Step.Approve(tag(), image(), pick(0, 0, 30, 10 * MINUTE));
      case 0, 1 -> new Step.Accept(tag(), image(), pick(0, 0, 30, 10 * MINUTE));
      case 2 -> new Step.Unaccept(tag());
      case 3, 4 -> new Step.Apply(tag(), random.nextInt(2));
      default -> new Step.Pin(tag(), random.nextInt(2), image());
    };
  }

  private Step operator() {
    return switch (random.nextInt(8)) {
      case 0 -> new Step.ModeBecomes(chance(60));
      case 1 -> new Step.Collect(image());
      case 2 -> new Step.TimePasses(pick(DAY, 8 * DAY, 100 * DAY));
      default -> new Step.RuleBecomes(tag(), rule());
    };
  }

  private void outage() {
    if (chance(50)) {
      Service service = chance(60) ? Service.REGISTRY : Service.API_SERVER;
      ModelTag tag = tag();
      steps.add(new Step.Trouble(service, tag));
      onTheirWay.add(new Step.TroubleEnds(service, tag));
    } else {
      Service service = pick(Service.values());
      steps.add(new Step.GoesDown(service));
      onTheirWay.add(new Step.ComesUp(service));
      onTheirWay.add(new Step.ComesUp(service));
    }
  }

  private Step perhapsDisturbed(Step step) {
    if (chance(65)) {
      return step;
    }
    Step disturbed = new Step.During(step, 1 + random.nextInt(MOST_REQUESTS), disturbance());
    return chance(75) ? disturbed : perhapsDisturbed(disturbed);
  }

  private Step disturbance() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> pick(Step.Fault.values());
      case 4, 5 -> new Step.Push(tag(), image());
      case 6, 7 ->
          sent.isEmpty() || chance(50)
              ? arrives(tag(), image(), ++events)
              : sent.get(random.nextInt(sent.size()));
      case 8 -> new Step.Reconcile(instance());
      case 9 -> new Step.RuleBecomes(tag(), rule());
      case 10 -> person();
      default -> new Step.TimePasses(pick(40, 40, 2 * HOUR));
    };
  }

  private Rule rule() {
    return pick(
        Rule.REJECT,
        Rule.RESTORE,
        Rule.RESTORE,
        Rule.ALERT,
        Rule.HOLD,
        Rule.MOVING,
        Rule.MOVING,
        Rule.IGNORE,
        Rule.INVALID);
  }

  private ModelTag tag() {
    return pick(ModelTag.RELEASE, ModelTag.RELEASE, ModelTag.CHANNEL, ModelTag.TOOL);
  }

  private ModelImage image() {
    return pick(ModelImage.values());
  }

  private int instance() {
    return random.nextInt(History.INSTANCES);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

package dev.tagfast.report.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Samples;
import dev.tagfast.report.metrics.MetricsTest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReportDispatcherTest {
  @Test
  void onePlaceThatFailsStopsNoOther() {
    Fake broken = new Fake("a", FAILS);
    Fake down = new Fake("b", () -> new Undelivered("down"));
    Fake fine = new Fake("c", Delivered::new);

    assertThat(reporters(broken, down, fine).tell(Samples.overwritten())).containsExactly("a", "b");
    assertThat(fine.asked).isEqualTo(1);
  }

  @Test
  void aRepeatGoesOnlyToThePlacesThatDidNotTakeIt() {
    Fake sink = new Fake("sink", List.of(() -> new Undelivered("down"), Delivered::new));
    Fake slack = new Fake("slack", Delivered::new);
    ReportDispatcher reporters = reporters(sink, slack);

    assertThat(reporters.tell(Samples.overwritten())).containsExactly("sink");
    assertThat(reporters.tell(Samples.overwritten())).isEmpty();
    assertThat(reporters.tell(Samples.overwritten())).isEmpty();

    assertThat(sink.asked).isEqualTo(2);
    assertThat(slack.asked).isEqualTo(1);
  }

  @Test
  void aSilentPlaceIsLeftAloneForAWhileAndWhatItMissesStaysOwed() {
    Fake sink =
        new Fake(
            "sink",
            List.of(
                () -> new Undelivered("silent"),
                () -> new Undelivered("silent"),
                () -> new Undelivered("silent"),
                Delivered::new));
    Fake slack = new Fake("slack", Delivered::new);
    AtomicLong nanos = new AtomicLong();
    ReportDispatcher reporters =
        new ReportDispatcher(List.of(sink, slack), MetricsTest.metrics(), nanos::get);

    for (int look = 0; look < 20; look++) {
      assertThat(reporters.tell(Samples.overwritten())).containsExactly("sink");
    }
    assertThat(sink.asked).isEqualTo(ChannelGuard.FAILURES);
    assertThat(slack.asked).isEqualTo(1);
    nanos.addAndGet(ChannelGuard.OPEN.toNanos());

    assertThat(reporters.tell(Samples.overwritten())).isEmpty();
  }

  @Test
  void aSilentPlaceCostsOneTimeOutAndNotOnePerReport() {
    AtomicLong nanos = new AtomicLong();
    Fake sink =
        new Fake(
            "sink",
            () -> {
              nanos.addAndGet(Duration.ofSeconds(3).toNanos());
              return new Undelivered("no answer within 3000 ms");
            });
    ReportDispatcher reporters =
        new ReportDispatcher(List.of(sink), MetricsTest.metrics(), nanos::get);

    for (int report = 0; report < 20; report++) {
      assertThat(reporters.tell(Samples.overwritten())).containsExactly("sink");
    }

    assertThat(sink.asked).isEqualTo(1);
  }

  @Test
  void whatAPlaceDoesNotTakeSaysNothingOfItAndIsNotOwedToIt() {
    AtomicLong nanos = new AtomicLong();
    Fake slack =
        new Fake(
            "slack",
            List.of(
                () -> new Undelivered("down"),
                NotApplicable::new,
                () -> new Undelivered("down"),
                () -> new Undelivered("down"),
                NotApplicable::new,
                Delivered::new));
    ReportDispatcher reporters =
        new ReportDispatcher(List.of(slack), MetricsTest.metrics(), nanos::get);
    for (boolean owed : List.of(true, false, true, true, true)) {
      assertThat(reporters.tell(Samples.overwritten()).isEmpty()).isEqualTo(!owed);
    }
    assertThat(slack.asked).as("three failures in a row opened it").isEqualTo(4);
    slack.takes = false;
    assertThat(reporters.tell(Samples.overwritten())).isEmpty();
    assertThat(slack.asked).isEqualTo(4);
    slack.takes = true;
    nanos.addAndGet(ChannelGuard.OPEN.toNanos());

    assertThat(reporters.tell(Samples.overwritten())).as("nothing to try with").isEmpty();
    assertThat(reporters.tell(Samples.overwritten())).as("the next one tries").isEmpty();
    assertThat(slack.asked).isEqualTo(6);
  }

  @Test
  void moreReportsThanConnectionsWaitForTheirTurn() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    Fake sink =
        new Fake(
            "sink",
            () -> {
              await(mayAnswer);
              return new Delivered();
            });
    ReportDispatcher reporters = reporters(sink);
    Queue<List<String>> owed = new ConcurrentLinkedQueue<>();
    List<Thread> tellers = new ArrayList<>();
    for (int i = 0; i < 3 * ChannelGuard.MOST_AT_ONCE; i++) {
      tellers.add(Thread.startVirtualThread(() -> owed.add(reporters.tell(Samples.overwritten()))));
    }
    Awaitility.await()
        .until(() -> tellers.stream().allMatch(it -> it.getState() == Thread.State.WAITING));
    assertThat(sink.asked).isEqualTo(ChannelGuard.MOST_AT_ONCE);

    mayAnswer.countDown();
    for (Thread teller : tellers) {
      teller.join();
    }
    assertThat(owed).hasSize(tellers.size()).allSatisfy(each -> assertThat(each).isEmpty());
  }

  @Test
  void aRefusalCountsAsToldAndIsWarnedOfOncePerCause() {
    Fake events = new Fake("cluster-events", () -> new Refused("403 in shop"));
    ReportDispatcher reporters = reporters(events);

    try (LogCapture log = new LogCapture()) {
      assertThat(reporters.tell(Samples.overwritten())).isEmpty();
      assertThat(reporters.tell(Samples.rollout(ReportKind.ROLLOUT_HELD, Reason.PERSON_HOLDS)))
          .isEmpty();

      assertThat(events.asked).isEqualTo(2);
      assertThat(log.lines).containsExactly("cluster-events does not take reports: 403 in shop");
    }
  }

  @Test
  void whatIsNotForAPlaceIsNotOwedToIt() {
    assertThat(reporters(new Fake("sink", NotApplicable::new)).tell(Samples.overwritten()))
        .isEmpty();
  }

  @Test
  void theMessageOfAnUnexpectedFaultIsNotLogged() {
    try (LogCapture log = new LogCapture()) {
      reporters(new Fake("slack", FAILS)).tell(Samples.overwritten());

      assertThat(log.lines)
          .singleElement()
          .asString()
          .contains("java.lang.IllegalStateException", "stays owed to slack")
          .doesNotContain("hunter2");
    }
  }

  private static final Supplier<DeliveryResult> FAILS =
      () -> {
        throw new IllegalStateException("http://slack.example/hunter2");
      };

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ReportDispatcher reporters(ReportChannel... places) {
    return new ReportDispatcher(List.of(places), MetricsTest.metrics());
  }

  /** Answers in turn; the last answer stays. */
  @Test
  void aPlaceThatAsksForAPauseGetsNothingBeforeItIsOver() {
    AtomicLong nanos = new AtomicLong();
    Fake chat =
        new Fake(
            "chat",
            List.of(
                () -> new Undelivered("busy", Optional.of(Duration.ofSeconds(60))),
                Delivered::new));
    ReportDispatcher reporters =
        new ReportDispatcher(List.of(chat), MetricsTest.metrics(), nanos::get);
    reporters.tell(Samples.overwritten());
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());

    assertThat(reporters.tell(Samples.overwritten())).containsExactly("chat");
    assertThat(chat.asked).isEqualTo(1);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(reporters.tell(Samples.overwritten())).isEmpty();
    assertThat(chat.asked).isEqualTo(2);
  }

  private static final class Fake implements ReportChannel {
    private final String name;
    private final Queue<Supplier<DeliveryResult>> answers;
    private volatile int asked;
    private boolean takes = true;

    Fake(String name, Supplier<DeliveryResult> always) {
      this(name, List.of(always));
    }

    Fake(String name, List<Supplier<DeliveryResult>> answers) {
      this.name = name;
      this.answers = new ArrayDeque<>(answers);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean takes(Report report) {
      return takes;
    }

    @Override
    public DeliveryResult deliver(Report report) {
      return next().get();
    }

    private synchronized Supplier<DeliveryResult> next() {
      asked++;
      return answers.size() > 1 ? answers.remove() : answers.element();
    }
  }
}

package dev.tagfast.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.CapturingLogHandler;
import dev.tagfast.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedCallersLogTest {
  private final Logger logger = Logger.getLogger(RefusedCallersLog.class.getName());
  private final List<LogRecord> said = new ArrayList<>();
  private final Handler ear = new CapturingLogHandler(said);

  @BeforeEach
  void listen() {
    logger.addHandler(ear);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(ear);
  }

  @Test
  void aCallerWhoKnocksAllTheTimeIsToldOfOnceAMinuteAndDoor() {
    MovableClock clock = new MovableClock();
    RefusedCallersLog refusedCallers = new RefusedCallersLog(clock);
    for (int knock = 0; knock < 100; knock++) {
      refusedCallers.log("/webhooks/ci", "no secret");
    }
    assertThat(said).hasSize(1);

    refusedCallers.log("/", "no secret");
    assertThat(said).hasSize(2);

    clock.pass(Duration.ofMinutes(1));
    refusedCallers.log("/webhooks/ci", "no secret");
    assertThat(said).hasSize(3);
  }
}

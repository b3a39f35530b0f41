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
  private final List<LogRecord> logRecords = new ArrayList<>();
  private final Handler logHandler = new CapturingLogHandler(logRecords);

  @BeforeEach
  void addLogHandler() {
    logger.addHandler(logHandler);
  }

  @AfterEach
  void removeLogHandler() {
    logger.removeHandler(logHandler);
  }

  @Test
  void aCallerWhoKnocksAllTheTimeIsToldOfOnceAMinuteAndDoor() {
    MovableClock clock = new MovableClock();
    RefusedCallersLog refusedCallers = new RefusedCallersLog(clock);
    for (int i = 0; i < 100; i++) {
      refusedCallers.log("/webhooks/ci", "no secret");
    }
    assertThat(logRecords).hasSize(1);

    refusedCallers.log("/", "no secret");
    assertThat(logRecords).hasSize(2);

    clock.pass(Duration.ofMinutes(1));
    refusedCallers.log("/webhooks/ci", "no secret");
    assertThat(logRecords).hasSize(3);
  }
}

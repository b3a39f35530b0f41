package dev.tagfast.intake;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Collects the records of a logger. */
public final class CapturingLogHandler extends Handler {
  private final List<LogRecord> heard;

  public CapturingLogHandler(List<LogRecord> heard) {
    this.heard = heard;
  }

  @Override
  public void publish(LogRecord line) {
    heard.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

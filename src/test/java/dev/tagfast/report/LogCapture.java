package dev.tagfast.report;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that is logged while it is open, by Tagfast or by all, stack traces included. */
public final class LogCapture extends Handler implements AutoCloseable {
  public final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final PatternFormatter formatter = new PatternFormatter("%s");
  private final Level before;

  public LogCapture() {
    this("dev.tagfast");
  }

  public LogCapture(String category) {
    logger = Logger.getLogger(category);
    before = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLoggerName().startsWith("com.sun.net.httpserver")) {
      return; // The receiver's own log: it may know what it received.
    }
    lines.add(formatter.formatMessage(line) + (line.getThrown() == null ? "" : line.getThrown()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(before);
  }
}

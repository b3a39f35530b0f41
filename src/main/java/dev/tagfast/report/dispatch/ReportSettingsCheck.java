package dev.tagfast.report.dispatch;

import dev.tagfast.report.chat.SlackReporter;
import dev.tagfast.report.cloudevents.CloudEventOverrides;
import dev.tagfast.report.cloudevents.ReportEvents;
import dev.tagfast.report.cloudevents.SinkForwarder;
import dev.tagfast.report.cloudevents.SinkReporter;
import dev.tagfast.report.metrics.OtlpTarget;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Makes a wrong setting of {@code tagfast.report}, {@code tagfast.metrics} or {@code
 * tagfast.forward} stop the start rather than lose the first alert. Only parses: no client is made
 * before there is something to tell.
 */
@ApplicationScoped
class ReportSettingsCheck {
  /** Throws {@link dev.tagfast.settings.WrongSetting}. */
  void check(@Observes StartupEvent start, Settings settings) {
    check(settings);
  }

  static void check(Settings settings) {
    var _ = SinkReporter.sink(settings);
    var _ = SinkForwarder.sink(settings);
    var _ = SlackReporter.webhook(settings);
    var _ = CloudEventOverrides.of(settings);
    var _ = ReportEvents.source(settings);
    var _ = OtlpTarget.of(settings);
  }
}

package dev.tagfast.report.dispatch;

import dev.tagfast.report.cloudevents.CloudEventOverrides;
import dev.tagfast.report.cloudevents.ReportEvents;
import dev.tagfast.report.cloudevents.SinkForwarder;
import dev.tagfast.report.cloudevents.SinkReporter;
import dev.tagfast.report.message.Receivers;
import dev.tagfast.report.metrics.OtlpTarget;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Parses the settings of {@code tagfast.report}, {@code tagfast.messengers}, {@code
 * tagfast.metrics} and {@code tagfast.forward} at the start. A wrong setting stops the start;
 * otherwise the first alert would be lost. No client is created before there is something to send.
 */
@ApplicationScoped
class ReportSettingsCheck {
  /**
   * @throws dev.tagfast.settings.WrongSetting if one of the settings is wrong
   */
  void check(@Observes StartupEvent start, Settings settings) {
    check(settings);
  }

  static void check(Settings settings) {
    var _ = SinkReporter.sink(settings);
    var _ = SinkForwarder.sink(settings);
    var _ = Receivers.of(settings);
    var _ = CloudEventOverrides.of(settings);
    var _ = ReportEvents.source(settings);
    var _ = OtlpTarget.of(settings);
  }
}

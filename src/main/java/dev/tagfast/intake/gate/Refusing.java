package dev.tagfast.intake.gate;

import dev.tagfast.gate.GateVerdict;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Answers what does not go on. A stranger who pushes to a private repository must not learn from
 * the refusal what is in it, so the registry is asked first whether it shows that to the caller.
 */
@ApplicationScoped
public class Refusing {
  private static final String UNCHECKED = "Unchecked";

  private final GateForwarding forwarding;
  private final Settings settings;

  public Refusing(GateForwarding forwarding, Settings settings) {
    this.forwarding = forwarding;
    this.settings = settings;
  }

  /** Refuses. */
  Checked.Refused refuse(GateCall call, Reference about, GateVerdict.Refuse refusal, String word) {
    Answered answer =
        switch (TagProbe.ask(forwarding, call, about)) {
          case TagProbe.Challenge(Answered challenge) -> challenge;
          case TagProbe.Shows _, TagProbe.Absent _ ->
              RegistryError.denied(refusal.message()).answer();
          case TagProbe.Unknown _, TagProbe.Away _ ->
              RegistryError.denied(refusal.guarded()).answer();
        };
    return new Checked.Refused(answer, word, Optional.empty());
  }

  /** Refuses or passes what could not be checked, by the setting of the registry. */
  Checked unchecked(GateCall call, String what, String why) {
    // In mode observe nothing is ever refused.
    Settings.FailureMode setting =
        settings.mode() == Mode.OBSERVE ? Settings.FailureMode.OPEN : call.gate().fail();
    return switch (new GateVerdict.CouldNotAsk(why).resolved(setting, what)) {
      case GateVerdict.PassWithWarning(String warning) ->
          new Checked.Passes(Optional.empty(), Optional.of(warning));
      case GateVerdict.Refuse(String message, _) ->
          new Checked.Refused(RegistryError.denied(message).answer(), UNCHECKED, Optional.empty());
      default -> throw new IllegalStateException("a failure is a warning or a refusal");
    };
  }
}

package dev.tagfast.intake.gate;

import dev.tagfast.gate.DeleteJudge;
import dev.tagfast.gate.GatePolicy;
import dev.tagfast.gate.GateVerdict;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.registry.forward.ForwardResult;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Handles a delete of a tag or of a manifest. */
@ApplicationScoped
public class GatedDelete {
  private static final String WORD = "TagDeleted";

  private final TagLedger ledger;
  private final PolicySource policies;
  private final GateForwarding forwarding;
  private final Refusing refusing;
  private final GateRecorder recorder;
  private final Settings settings;

  public GatedDelete(
      TagLedger ledger,
      PolicySource policies,
      GateForwarding forwarding,
      Refusing refusing,
      GateRecorder recorder,
      Settings settings) {
    this.ledger = ledger;
    this.policies = policies;
    this.forwarding = forwarding;
    this.refusing = refusing;
    this.recorder = recorder;
    this.settings = settings;
  }

  /** Handles it. */
  GateAnswer handle(GateCall call) {
    return switch (check(call)) {
      case Checked.Refused refused -> GateAnswer.refused(refused, () -> {});
      case Checked.Passes passes ->
          answer(
              call,
              passes.warning().stream().toList(),
              forwarding.send(call.gate(), call.sentOn()));
    };
  }

  private GateAnswer answer(GateCall call, List<String> warnings, ForwardResult result) {
    Runnable look = () -> recorder.deleted(call);
    return switch (result) {
      case ForwardResult.NotSent _ -> GateAnswer.of(RegistryError.ofFailure(result));
      case ForwardResult.Lost _ -> GateAnswer.of(RegistryError.ofFailure(result), look);
      case Answered answered when WebPage.isSuccess(answered) ->
          GateAnswer.of(WebPage.answer(answered), look);
      case Answered answered when answered.isSuccess() -> GateAnswer.of(answered, warnings, look);
      case Answered answered when answered.status() >= 500 -> GateAnswer.of(answered, look);
      case Answered answered -> GateAnswer.of(answered);
    };
  }

  private Checked check(GateCall call) {
    try {
      return switch (verdict(call)) {
        case GateVerdict.Refuse refusal ->
            refusing.refuse(call, call.address().reference(), refusal, WORD);
        case GateVerdict.PassWithWarning(String warning) ->
            new Checked.Passes(Optional.empty(), Optional.of(warning));
        default -> Checked.Passes.FREELY;
      };
    } catch (LedgerUnavailable | PolicyUnavailable | UnreadableEntry e) {
      return refusing.unchecked(
          call,
          "The delete of " + call.repository() + " " + call.address().reference().text(),
          String.valueOf(e.getMessage()));
    }
  }

  private GateVerdict verdict(GateCall call) {
    boolean act = settings.mode() == Mode.ACT;
    return switch (call.address().reference()) {
      case Reference.ByTag(Tag tag) -> {
        TagKey key = call.key(tag);
        Function<ContentKind, PolicyAnswer> treatments = policies.answers(key);
        if (!GatePolicy.isGuarded(treatments)) {
          yield new GateVerdict.Pass();
        }
        Optional<TagEntry> entry = ledger.read(key).map(TagLedger.Versioned::entry);
        yield DeleteJudge.ofTag(affected(key, entry, treatments), entry, act);
      }
      case Reference.ByDigest(Digest digest) ->
          DeleteJudge.ofDigest(
              ledger.ofRepository(call.repository(), Optional.of(digest)).stream()
                  .map(TagLedger.Versioned::entry)
                  .filter(entry -> DeleteJudge.isShownBy(entry, digest))
                  .map(
                      entry ->
                          affected(entry.key(), Optional.of(entry), policies.answers(entry.key())))
                  .toList(),
              act);
    };
  }

  private static DeleteJudge.Affected affected(
      TagKey key, Optional<TagEntry> entry, Function<ContentKind, PolicyAnswer> treatments) {
    return new DeleteJudge.Affected(key, GatePolicy.choose(treatments, entry, Optional.empty()));
  }
}

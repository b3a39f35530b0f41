package dev.tagfast.intake.gate;

import dev.tagfast.gate.GateFacts;
import dev.tagfast.gate.GatePolicy;
import dev.tagfast.gate.GateVerdict;
import dev.tagfast.gate.PushJudge;
import dev.tagfast.gate.PushedImage;
import dev.tagfast.gate.Reservation;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.registry.forward.ForwardResult;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Checks the push of one tag: reads what the verdict needs, and reserves the tag. */
@ApplicationScoped
public class PushCheck {
  /** A push that waits for another one does not keep its caller longer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A reservation outlasts the request to the registry and the look that follows. */
  private static final Duration RESERVED_BESIDES = Duration.ofMinutes(1);

  private static final String OVERWRITTEN = "TagOverwritten";
  private static final String UNDER_WAY = "PushUnderWay";
  private static final int MOST_ATTEMPTS = 500;
  private static final long LONGEST_PAUSE = 100;

  private final TagLedger ledger;
  private final Approvals approvals;
  private final PolicySource policies;
  private final Reservations reservations;
  private final GateForwarding forwarding;
  private final Refusing refusing;
  private final ImageTagLinks links;
  private final Settings settings;
  private final InstantSource clock;

  public PushCheck(
      TagLedger ledger,
      Approvals approvals,
      PolicySource policies,
      Reservations reservations,
      GateForwarding forwarding,
      Refusing refusing,
      ImageTagLinks links,
      Settings settings,
      InstantSource clock) {
    this.ledger = ledger;
    this.approvals = approvals;
    this.policies = policies;
    this.reservations = reservations;
    this.forwarding = forwarding;
    this.refusing = refusing;
    this.links = links;
    this.settings = settings;
    this.clock = clock;
  }

  /** Checks. */
  Checked check(GateCall call, Tag tag, PushedImage pushed) {
    TagKey key = call.key(tag);
    try {
      Function<ContentKind, PolicyAnswer> treatments = policies.answers(key);
      return GatePolicy.isGuarded(treatments)
          ? guarded(call, tag, pushed, treatments)
          : Checked.Passes.FREELY;
    } catch (LedgerUnavailable | PolicyUnavailable | UnreadableEntry e) {
      return unchecked(call, key, String.valueOf(e.getMessage()));
    }
  }

  private Checked guarded(
      GateCall call, Tag tag, PushedImage pushed, Function<ContentKind, PolicyAnswer> treatments) {
    TagKey key = call.key(tag);
    Reference reference = new Reference.ByTag(tag);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Optional<TagLedger.Versioned> before = ledger.read(key);
      Optional<TagEntry> entry = before.map(TagLedger.Versioned::entry);
      GateFacts facts =
          new GateFacts(
              key,
              pushed,
              entry,
              GatePolicy.choose(treatments, entry, pushed.facts()),
              Optional.empty(),
              settings.mode() == Mode.ACT,
              approval(key),
              List.of(),
              clock.instant());
      switch (judge(facts)) {
        case GateVerdict.Pass _ -> {
          return Checked.Passes.FREELY;
        }
        case GateVerdict.PassWithWarning(String warning) -> {
          return new Checked.Passes(Optional.empty(), Optional.of(warning));
        }
        case GateVerdict.Refuse refusal -> {
          return refusing.refuse(call, reference, refusal, OVERWRITTEN);
        }
        case GateVerdict.CouldNotAsk(String why) -> {
          return unchecked(call, key, why);
        }
        case GateVerdict.PassFirst _ -> {
          Optional<Checked> checked = first(call, reference, facts, before);
          if (checked.isPresent()) {
            return checked.get();
          }
        }
        case GateVerdict.Wait(String message, String guarded) -> {
          if (System.nanoTime() - patience > 0) {
            return refusing.refuse(
                call, reference, new GateVerdict.Refuse(message, guarded), UNDER_WAY);
          }
          pause(attempt);
        }
      }
    }
    return unchecked(
        call, key, "The ledger's entry of the tag was written by others all the time.");
  }

  /** Judges, and reads the approvals of the tag only where the push would not simply pass. */
  private GateVerdict judge(GateFacts facts) {
    GateVerdict verdict = PushJudge.judge(facts);
    return verdict instanceof GateVerdict.Refuse || verdict instanceof GateVerdict.PassWithWarning
        ? PushJudge.judge(facts.with(approvals.of(facts.key())))
        : verdict;
  }

  /** Empty: another writer was faster. */
  private Optional<Checked> first(
      GateCall call, Reference reference, GateFacts facts, Optional<TagLedger.Versioned> before) {
    TagKey key = facts.key();
    return switch (TagProbe.ask(forwarding, call, reference)) {
      case TagProbe.Shows(Digest shown) -> Optional.of(known(facts.showing(shown)));
      case TagProbe.Absent _ ->
          facts.refuses() ? reserved(call, facts, before) : Optional.of(Checked.Passes.FREELY);
      case TagProbe.Challenge(Answered challenge) -> Optional.of(answered(challenge));
      case TagProbe.Away(ForwardResult result) ->
          Optional.of(answered(RegistryError.ofFailure(result)));
      case TagProbe.Unknown(String why) ->
          Optional.of(facts.refuses() ? unchecked(call, key, why) : Checked.Passes.FREELY);
    };
  }

  /** The registry knows the tag, and the ledger does not. */
  private Checked known(GateFacts facts) {
    return switch (judge(facts)) {
      case GateVerdict.Refuse(String message, _) ->
          new Checked.Refused(
              RegistryError.denied(message).answer(), OVERWRITTEN, Optional.of(facts.key()));
      case GateVerdict.PassWithWarning(String warning) ->
          new Checked.Passes(Optional.empty(), Optional.of(warning));
      default -> Checked.Passes.FREELY;
    };
  }

  private Optional<Checked> reserved(
      GateCall call, GateFacts facts, Optional<TagLedger.Versioned> before) {
    Reservation wanted =
        Reservation.of(
            facts.pushed().digest(),
            clock.instant(),
            call.gate().timeout().plus(RESERVED_BESIDES),
            UUID.randomUUID().toString().substring(0, 8));
    return reservations.isReserved(facts.key(), before, wanted)
        ? Optional.of(new Checked.Passes(Optional.of(wanted), Optional.empty()))
        : Optional.empty();
  }

  private static Checked answered(Answered answer) {
    return new Checked.Refused(answer, "RegistryAnswered", Optional.empty());
  }

  private Checked unchecked(GateCall call, TagKey key, String why) {
    return refusing.unchecked(call, "The push of " + key, why);
  }

  /** The command by which a person accepts a digest, up to that digest. */
  private Optional<String> approval(TagKey key) {
    return links
        .of(key)
        .map(
            object ->
                "kubectl annotate --overwrite imagetag %s -n %s tagfast.dev/accept="
                    .formatted(object.name(), object.namespace()));
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(Math.min(LONGEST_PAUSE, 5L * attempt));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

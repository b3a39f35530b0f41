package dev.tagfast.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides the next step. At no time does the API server see a certificate whose authority it does
 * not trust yet, or trusts no more.
 */
public final class CertificateJudge {
  /** An API server reads a changed webhook configuration within seconds. */
  static final Duration UNTIL_TRUSTED = Duration.ofMinutes(10);

  /** Every replica reads the Secret once a minute. */
  static final Duration UNTIL_SHOWN = Duration.ofHours(1);

  private CertificateJudge() {}

  /**
   * The next step.
   *
   * @param host the name that the API server asks for
   * @param isTrusted whether the webhook configuration had the whole bundle of the state
   */
  public static CertificateStep next(
      CertificateState state, String host, boolean isTrusted, Instant now) {
    boolean hasAuthority = state.authority().filter(it -> it.isValid(now)).isPresent();
    if (!hasAuthority || state.serving().isEmpty()) {
      return CertificateStep.BEGIN;
    }
    Issued serving = state.serving().get();
    if (!serving.isValid(now) || !serving.serves(host, state.authority().get())) {
      return CertificateStep.RENEW;
    }
    boolean waited = !now.isBefore(state.changed().plus(UNTIL_TRUSTED));
    if (state.next().isPresent() && isTrusted && waited) {
      return CertificateStep.SWITCH;
    }
    if (state.former().isPresent() && !now.isBefore(state.changed().plus(UNTIL_SHOWN))) {
      return CertificateStep.FORGET;
    }
    boolean changes = state.next().isPresent() || state.former().isPresent();
    if (!changes && state.authority().get().isOld(now)) {
      return CertificateStep.ANNOUNCE;
    }
    return !changes && serving.isOld(now) ? CertificateStep.RENEW : CertificateStep.KEEP;
  }
}

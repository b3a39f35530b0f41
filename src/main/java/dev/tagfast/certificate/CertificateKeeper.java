package dev.tagfast.certificate;

import dev.tagfast.certificate.CertificateStore.Trust;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps the certificate in the Secret that all replicas share. Each does what is to be done next;
 * of two that do it at once, one stores it and the other takes what is there.
 */
public final class CertificateKeeper {
  private static final int MOST_TRIES = 5;

  private final CertificateStore store;
  private final CertificateMaker maker;
  private final InstantSource clock;

  public CertificateKeeper(CertificateStore store, CertificateMaker maker, InstantSource clock) {
    this.store = store;
    this.maker = maker;
    this.clock = clock;
  }

  /**
   * Does what is to be done by now.
   *
   * @return what is to be shown to the API server, which trusts it; empty: others changed the
   *     Secret or the webhook configuration at each try
   */
  public Optional<Issued> keep() {
    for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
      CertificateStore.Stored stored = store.read();
      CertificateState state = stored.state();
      // The whole bundle first: nothing is shown that is not trusted.
      Trust trust = state.bundle().isEmpty() ? Trust.CONFLICT : store.trust(state.bundle());
      CertificateStep step =
          CertificateJudge.next(state, maker.host(), trust == Trust.KNOWN, clock.instant());
      if (step == CertificateStep.KEEP && trust != Trust.CONFLICT) {
        return state.serving();
      }
      // Lost to another replica or not: read again, and go on from there.
      var _ =
          step == CertificateStep.KEEP
              || store.write(stored, maker.after(step, state, clock.instant()));
    }
    return Optional.empty();
  }
}

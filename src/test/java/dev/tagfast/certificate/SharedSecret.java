package dev.tagfast.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Map;

/** A Secret and a webhook configuration, as the API server keeps them. */
final class SharedSecret implements CertificateStore {
  private Map<String, String> data = Map.of();
  private int version;
  private String bundle = "";
  private int conflicts;

  /** Runs once before the next write, as what another replica does at that moment. */
  private Runnable meanwhile = () -> {};

  @Override
  public Stored read() {
    return new Stored(CertificateState.of(data), Integer.toString(version));
  }

  @Override
  public boolean write(Stored before, CertificateState next) {
    Runnable first = meanwhile;
    meanwhile = () -> {};
    first.run();
    if (!before.version().equals(Integer.toString(version))) {
      return false;
    }
    data = next.data();
    version++;
    return true;
  }

  @Override
  public Trust trust(String wanted) {
    if (conflicts > 0) {
      conflicts--;
      return Trust.CONFLICT;
    }
    Trust trust = wanted.equals(bundle) ? Trust.KNOWN : Trust.TOLD;
    bundle = wanted;
    return trust;
  }

  /** Somebody changes the webhook configuration at the same time, so often. */
  void conflict(int times) {
    conflicts = times;
  }

  void before(Runnable next) {
    meanwhile = next;
  }

  void spoil(Map<String, String> others) {
    data = others;
    version++;
  }

  String bundle() {
    return bundle;
  }

  /** Whether the API server takes the certificate now. */
  boolean trusts(Issued shown, Instant now) {
    if (!shown.isValid(now)) {
      return false;
    }
    try {
      for (Certificate authority :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(bundle.getBytes(StandardCharsets.US_ASCII)))) {
        try {
          shown.x509().verify(authority.getPublicKey());
          return true;
        } catch (GeneralSecurityException _) {
          // The next one may have signed it.
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.tagfast.certificate;

import dev.tagfast.connection.ClusterUnavailable;

/**
 * Where the certificate is kept, and who trusts it. Every method throws {@link ClusterUnavailable}
 * if the API server could not be asked, or does not let Tagfast do it.
 */
public interface CertificateStore {
  /**
   * What is stored.
   *
   * @param version for the compare-and-set
   */
  record Stored(CertificateState state, String version) {}

  /** Reads it; an empty state where nothing was stored yet. */
  Stored read();

  /**
   * Writes it, if nobody wrote since it was read.
   *
   * @return false: somebody did
   */
  boolean write(Stored before, CertificateState next);

  /** Whom the API server trusts. */
  enum Trust {
    /** It has the bundle already. */
    KNOWN,
    /** It has just been told. */
    TOLD,
    /** Somebody changed the webhook configuration at the same time. */
    CONFLICT
  }

  /** Lets the API server trust this bundle and nothing else. */
  Trust trust(String bundle);
}

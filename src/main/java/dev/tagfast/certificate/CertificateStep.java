package dev.tagfast.certificate;

/** The next thing to do with the certificate. At most one is done at a time. */
public enum CertificateStep {
  /** Nothing. */
  KEEP,
  /** An authority and a certificate, at once: there is none that counts. */
  BEGIN,
  /** Another certificate of the same authority. */
  RENEW,
  /** Another authority, which the API server is to trust before anything is shown of it. */
  ANNOUNCE,
  /**
   * A certificate of that authority. The one before stays trusted: replicas show its certificate.
   */
  SWITCH,
  /** The former authority is not trusted any more. */
  FORGET
}

package dev.tagfast.report.notice;

import dev.tagfast.image.UntrustedText;
import java.time.Duration;

/**
 * Something about the installation that a person must put right or know.
 *
 * @param subject what it is about, e.g. the source that was asked for; cleaned, as it may be
 *     outside text
 * @param message what happened, what is configured and what to do; contains no secret
 */
public record Notice(Cause cause, String subject, String message) {
  private static final int LONGEST_SUBJECT = 100;

  /** The causes. Their words are the reasons of Kubernetes Events, so they never change. */
  public enum Cause {
    /** A request to the webhook door named a source that is not configured. */
    SOURCE_UNKNOWN("SourceUnknown", Duration.ofMinutes(1), true),
    /** An authentic event is about a registry that is not listed. */
    REGISTRY_NOT_LISTED("RegistryNotListed", Duration.ofMinutes(1), true),
    /** {@code tagfast.mode=observe}: nothing is changed. */
    OBSERVE_ONLY("ObserveOnly", Duration.ofHours(1), false);

    private final String word;
    private final Duration interval;
    private final boolean warning;

    Cause(String word, Duration interval, boolean warning) {
      this.word = word;
      this.interval = interval;
      this.warning = warning;
    }

    public String word() {
      return word;
    }

    /** How long nothing more is said of one subject. */
    public Duration interval() {
      return interval;
    }

    /** Whether somebody must act. */
    public boolean isWarning() {
      return warning;
    }

    /**
     * Whether the processes of an installation say it once among them, and not once each. The
     * Kubernetes Event tells them what another one said: processes may live for a minute.
     */
    public boolean isSaidOncePerInstallation() {
      return this == OBSERVE_ONLY;
    }
  }

  public Notice {
    subject = UntrustedText.clean(subject, LONGEST_SUBJECT);
  }
}

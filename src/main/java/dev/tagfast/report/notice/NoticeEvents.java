package dev.tagfast.report.notice;

/**
 * Where notices are shown as long as they are true: Kubernetes Events, where there is a cluster.
 */
interface NoticeEvents {
  /** What became of an Event. */
  enum Written {
    /** It is there, with the time and the count of now. */
    NOW,
    /** Another process wrote it within the interval. */
    LATELY,
    /** There is no place for it, or it could not be written. */
    NOT
  }

  /** Writes the Event. It may take {@code tagfast.report.timeout}, and fails nothing. */
  Written write(DueNotice notice);
}

package dev.tagfast.registry.forward;

/** What came of a request that was passed on. */
public sealed interface ForwardResult {
  /**
   * The registry answered, whatever it says.
   *
   * @param body nobody may write to it
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Answered(int status, HeaderLines headers, byte[] body) implements ForwardResult {
    /** Whether the status is 2xx. */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * The registry has not seen the request.
   *
   * @param why for people
   */
  record NotSent(String why) implements ForwardResult {}

  /**
   * There is no answer, or not all of it. The registry may have done what was asked.
   *
   * @param why for people
   */
  record Lost(String why) implements ForwardResult {}
}

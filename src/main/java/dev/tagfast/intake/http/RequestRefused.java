package dev.tagfast.intake.http;

/** Thrown when a request is refused; carries the answer. */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail problem;

  public RequestRefused(ProblemDetail problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemDetail problem() {
    return problem;
  }
}

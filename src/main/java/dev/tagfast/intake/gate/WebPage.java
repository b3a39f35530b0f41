package dev.tagfast.intake.gate;

import dev.tagfast.registry.forward.ForwardResult.Answered;
import java.util.Locale;

/**
 * A maintenance page in place of a registry. With a status of success a client would take it for a
 * stored manifest.
 */
final class WebPage {
  private WebPage() {}

  static boolean isSuccess(Answered answered) {
    return answered.isSuccess()
        && answered
            .headers()
            .first("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
  }

  static Answered answer(Answered page) {
    return RegistryError.unavailable(
            502,
            "The registry answered %d with a web page, which is no answer of a registry: nothing is known to be done."
                .formatted(page.status()))
        .answer();
  }
}

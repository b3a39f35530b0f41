package dev.tagfast.intake.admission;

import dev.tagfast.admission.AdmissionAnswer;
import dev.tagfast.admission.AdmissionReview;
import dev.tagfast.admission.AdmissionScope;
import dev.tagfast.admission.NamespaceRules;
import dev.tagfast.admission.ReviewedImage;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.AdmissionMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Answers reviews of objects that run images. */
@ApplicationScoped
public class PinReviews {
  private static final Logger LOG = Logger.getLogger(PinReviews.class);
  private static final String REFUSED = "ImageRefused";

  private final NamespaceRulesReader rules;
  private final ImageQuestions questions;
  private final Metrics metrics;
  private final Settings settings;
  private final LedgerProducer ledgers;

  public PinReviews(
      NamespaceRulesReader rules,
      ImageQuestions questions,
      Metrics metrics,
      Settings settings,
      LedgerProducer ledgers) {
    this.rules = rules;
    this.questions = questions;
    this.metrics = metrics;
    this.settings = settings;
    this.ledgers = ledgers;
  }

  /** Answers one. */
  AdmissionAnswer answer(AdmissionReview review) {
    // Tagfast's own pods must start also where it does not run yet.
    List<ReviewedImage> images =
        AdmissionScope.of(review, ledgers.namespace(settings.ledger()));
    if (images.isEmpty()) {
      return AdmissionAnswer.unchanged(review);
    }
    NamespaceRules here = rules.of(review.namespace());
    if (here.mode() == AdmissionMode.OFF) {
      return AdmissionAnswer.unchanged(review);
    }
    AdmissionAnswer answer =
        AdmissionAnswer.of(review, here, questions.ask(images, here, !review.dryRun()));
    if (!answer.isAllowed()) {
      metrics.refused("admission", REFUSED);
      LOG.warnf(
          "%s of %s was refused: %s",
          review.about(), review.who(), String.join(" ", answer.refusals()));
    }
    return answer;
  }
}

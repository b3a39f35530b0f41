package dev.tagfast.intake.admission;

import dev.tagfast.admission.AdmissionAnswer;
import dev.tagfast.admission.AdmissionReview;
import dev.tagfast.admission.AdmissionScope;
import dev.tagfast.admission.ImageVerdict;
import dev.tagfast.admission.NamespaceRules;
import dev.tagfast.admission.ReviewedImage;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.AdmissionMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final AuditEvents audit;

  public PinReviews(
      NamespaceRulesReader rules,
      ImageQuestions questions,
      Metrics metrics,
      Settings settings,
      LedgerProducer ledgers,
      AuditEvents audit) {
    this.rules = rules;
    this.questions = questions;
    this.metrics = metrics;
    this.settings = settings;
    this.ledgers = ledgers;
    this.audit = audit;
  }

  /** Answers one. */
  AdmissionAnswer answer(AdmissionReview review) {
    Duration timeout = settings.admission().timeout();
    long end = System.nanoTime() + timeout.toNanos();
    // Tagfast's own pods must start also where it does not run yet.
    List<ReviewedImage> images = AdmissionScope.of(review, ledgers.namespace(settings.ledger()));
    if (images.isEmpty()) {
      return AdmissionAnswer.unchanged(review);
    }
    NamespaceRules here = rules.of(review.namespace(), timeout.dividedBy(2));
    if (here.mode() == AdmissionMode.OFF) {
      // The pull policy may be set instead of pinning.
      Map<ReviewedImage, ImageVerdict> left = new LinkedHashMap<>();
      images.forEach(image -> left.put(image, new ImageVerdict.Leave("")));
      return AdmissionAnswer.of(review, here, left);
    }
    AdmissionAnswer answer =
        AdmissionAnswer.of(review, here, questions.ask(images, here, !review.dryRun(), end));
    audit.tell(review, answer);
    if (!answer.isAllowed()) {
      metrics.refused("admission", REFUSED);
      LOG.warnf("%s of %s was refused: %s", review.about(), review.who(), answer.message());
    }
    return answer;
  }
}

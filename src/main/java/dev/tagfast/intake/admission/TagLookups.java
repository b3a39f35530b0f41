package dev.tagfast.intake.admission;

import dev.tagfast.admission.TagFacts;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.admission.Lookup.Lifetime;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.resolve.Resolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Finds out what is known of tags: one look-up for all pods that wait for the same tag, remembered
 * for a moment. A thousand pods of one image are one read of the ledger every two seconds, for
 * which none of them waits.
 */
@ApplicationScoped
public class TagLookups {
  private static final Executor THREADS = Thread.ofVirtual().name("admission")::start;

  /** How old the ledger's word may be: a pod that was created so long ago would have it too. */
  private static final Lifetime LEDGER =
      new Lifetime(Duration.ofSeconds(2), Duration.ofSeconds(10));

  /** An image that is pushed a moment after its Deployment must be found. */
  private static final Lifetime NOT_THERE =
      new Lifetime(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static final int MOST = 5_000;

  /** No review waits so long; the next one asks anew. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final TagLedger ledger;
  private final PolicySource policies;
  private final Resolver resolver;
  private final ImageTagLinks links;
  private final AdmissionSettings settings;
  private final InstantSource clock;
  private final Map<Question, Lookup> lookups = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> purged = new AtomicReference<>(Instant.EPOCH);

  public TagLookups(
      TagLedger ledger,
      PolicySource policies,
      Resolver resolver,
      ImageTagLinks links,
      AdmissionSettings settings,
      InstantSource clock) {
    this.ledger = ledger;
    this.policies = policies;
    this.resolver = resolver;
    this.links = links;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is asked.
   *
   * @param registry whether the registry is asked where the ledger cannot say what the tag shows;
   *     an image that has a digest needs the ledger alone
   */
  record Question(TagKey key, boolean registry) {}

  /** The look-up that answers it. Its facts fail where ledger or policies could not be asked. */
  Lookup of(Question question) {
    Instant now = clock.instant();
    if (lookups.size() >= MOST && isFull(now) && !lookups.containsKey(question)) {
      return new Lookup(
          () ->
              CompletableFuture.failedFuture(
                  new IllegalStateException("more than %d tags are asked for".formatted(MOST))),
          this::life,
          clock);
    }
    Lookup shared =
        lookups.compute(
            question,
            (_, before) -> before != null && before.isGood(now) ? before : begin(question));
    if (shared.isFirstToRefresh(now)) {
      Lookup next = begin(question);
      var _ =
          next.facts()
              .whenComplete(
                  (found, _) -> {
                    if (found == null || isWorse(found)) {
                      shared.mayBeRefreshedAgain();
                    } else {
                      lookups.replace(question, shared, next);
                    }
                  });
    }
    return shared;
  }

  /** Removes what does not count any more, at most once a second: the whole map is read. */
  private boolean isFull(Instant now) {
    Instant last = purged.get();
    if (!now.isBefore(last.plusSeconds(1)) && purged.compareAndSet(last, now)) {
      lookups.values().removeIf(each -> !each.isGood(now));
    }
    return lookups.size() >= MOST;
  }

  /** A registry that is away for a moment does not undo what it said a moment ago. */
  private static boolean isWorse(TagFacts facts) {
    return facts
        .shown()
        .filter(
            answer ->
                answer instanceof RegistryAnswer.Unavailable<?>
                    || answer instanceof RegistryAnswer.Denied<?>)
        .isPresent();
  }

  private Lookup begin(Question question) {
    return new Lookup(() -> begun(() -> find(question)), this::life, clock);
  }

  /** Begins something on a thread of its own, and gives it up after a while. */
  <T> CompletableFuture<T> begun(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, THREADS)
        .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What ledger and policies say of a tag now. */
  TagFacts read(TagKey key) {
    return find(new Question(key, false));
  }

  private TagFacts find(Question question) {
    TagKey key = question.key();
    TagFacts facts =
        new TagFacts(
            key,
            ledger.read(key).map(TagLedger.Versioned::entry),
            policies.lookup(key),
            Optional.empty(),
            links
                .of(key)
                .map(
                    object ->
                        "kubectl annotate --overwrite imagetag %s -n %s tagfast.dev/accept="
                            .formatted(object.name(), object.namespace())));
    return question.registry() && facts.needsRegistry() ? facts.showing(resolver.ask(key)) : facts;
  }

  private Lifetime life(TagFacts facts) {
    if (facts.shown().isEmpty()) {
      return LEDGER;
    }
    if (facts.shown().get() instanceof RegistryAnswer.Found<?>) {
      Duration remember = settings.all().remember();
      return new Lifetime(remember.multipliedBy(4).dividedBy(5), remember);
    }
    return NOT_THERE;
  }
}

package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's acceptance of one overwrite ({@code spec.accept} or the annotation of an {@code
 * ImageTag}), as it is written there. It is bound to one digest, so that approving A never lets B
 * through. {@link RememberedAcceptance} says whether it still counts.
 *
 * @param digest the accepted digest
 * @param until after this instant the acceptance no longer counts; empty: see {@link
 *     RememberedAcceptance#LONGEST}
 */
public record Acceptance(Digest digest, Optional<Instant> until) {}

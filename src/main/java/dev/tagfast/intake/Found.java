package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.intake.dialect.Notification;
import java.util.Optional;

/**
 * One thing found in a request, and what may be done about it.
 *
 * @param entry as its sender tells it
 * @param from what it was found in
 * @param registry as it is shown
 * @param repository as it is shown
 * @param refused why it goes no further although it is not ignored
 * @param event what is to be handled; absent where it is ignored or refused
 */
record Found(
    DialectEntry entry,
    Notification from,
    Optional<String> registry,
    Optional<String> repository,
    Optional<Reason> refused,
    Optional<PushEvent> event) {}

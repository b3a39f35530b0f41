package dev.tagfast.act.preflight;

import dev.tagfast.decide.Reason;

/**
 * Why pods with the new image could not start.
 *
 * @param detail what is wrong and what to do, for people
 */
public record PreflightStop(Reason reason, String detail) {}

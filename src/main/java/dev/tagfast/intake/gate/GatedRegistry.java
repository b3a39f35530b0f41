package dev.tagfast.intake.gate;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.settings.Settings;
import java.net.URI;
import java.time.Duration;

/**
 * A listed registry with its gate.
 *
 * @param upstream where the registry itself answers, without a slash at the end
 * @param fail what happens to a push that could not be checked
 * @param timeout of one request to the registry
 */
record GatedRegistry(
    ListedRegistry registry, URI upstream, Settings.FailureMode fail, Duration timeout) {}

package dev.tagfast.admission;

import dev.tagfast.settings.Settings.AdmissionMode;
import dev.tagfast.settings.Settings.FailureMode;

/**
 * What counts in a namespace.
 *
 * @param mode what is done
 * @param fail what becomes of what could not be found out; a registry may say otherwise
 * @param alwaysPull whether every image is pulled at each start, so that a node's copy lets nobody
 *     in who may not pull it
 */
public record NamespaceRules(AdmissionMode mode, FailureMode fail, boolean alwaysPull) {}

/**
 * All settings with their defaults, and the checks that stop the start if one is wrong. No other
 * code reads the configuration.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.settings;

/**
 * Every setting, with its default, and the checks that stop a start with a wrong one. Nothing else
 * reads the configuration.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.settings;

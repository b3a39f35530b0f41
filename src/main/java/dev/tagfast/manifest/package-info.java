/**
 * What was pushed: a manifest's bytes become a value. Pure: nothing is asked, stored or configured
 * here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.manifest;

/**
 * Trains the AOT cache: runs the packaged application through its first events between stand-ins
 * for a registry and an API server. Needs nothing but the JDK and the application's own Jackson,
 * for it also runs where an image is built, without Maven and without the tests' libraries.
 */
package dev.tagfast.training;

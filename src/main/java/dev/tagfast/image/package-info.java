/**
 * Names of images (repositories, tags, digests, references) and the events of registries about
 * them. This folder depends only on the JDK. Code that connects to a registry or decides stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.image;

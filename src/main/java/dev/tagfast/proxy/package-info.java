/**
 * Which proxy a request goes through, as {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code
 * NO_PROXY} say. No request is made here. The Kubernetes client reads these variables on its own.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.proxy;

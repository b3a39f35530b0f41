package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.Reading;

/**
 * Nexus with path-based routing (from 3.83): one host serves all its Docker repositories, and an
 * image is {@code host/nexus-repository/image}. Its notifications are those of {@link NexusDialect}
 * and do not show how clients name an image, so the operator says it by the format.
 */
final class NexusPathDialect implements Dialect {
  @Override
  public String name() {
    return "nexus-path";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  /** Never: {@code auto} takes them for those of a repository with a host of its own. */
  @Override
  public boolean recognises(Notification notification) {
    return false;
  }

  @Override
  public Reading read(Notification notification) {
    return NexusDialect.read(notification, true);
  }
}

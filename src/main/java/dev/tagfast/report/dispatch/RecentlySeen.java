package dev.tagfast.report.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bounded set that drops its oldest members, so that no number of events fills the memory.
 *
 * <p>Thread-safe.
 */
final class RecentlySeen {
  private final Map<String, Boolean> members;

  RecentlySeen(int limit) {
    members =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > limit;
          }
        };
  }

  synchronized boolean contains(String member) {
    return members.containsKey(member);
  }

  /**
   * Adds a member.
   *
   * @return whether it is new
   */
  synchronized boolean add(String member) {
    return members.putIfAbsent(member, Boolean.TRUE) == null;
  }
}

package dev.tagfast.report.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

/** A set that forgets its oldest members: bounded, so that no amount of events fills the memory. */
final class RecentlySeen {
  private final Map<String, Boolean> members;

  RecentlySeen(int most) {
    members =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  synchronized boolean has(String member) {
    return members.containsKey(member);
  }

  /** Whether it is new. */
  synchronized boolean add(String member) {
    return members.putIfAbsent(member, Boolean.TRUE) == null;
  }
}

package dev.tagfast.intake.approval;

import dev.tagfast.testing.World;
import java.util.HashMap;
import java.util.Map;

/** A {@link World} whose Tagfast reviews for the API server. */
public class ApprovalWorld extends World {
  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    settings.put("tagfast.doors", "events,webhooks,admission");
    return settings;
  }
}

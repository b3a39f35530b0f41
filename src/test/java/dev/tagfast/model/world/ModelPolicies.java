package dev.tagfast.model.world;

import dev.tagfast.image.TagKey;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.model.history.Service;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** One rule per tag, in force as soon as it is written. */
final class ModelPolicies implements PolicySource {
  private final Wire wire;
  private final Map<ModelTag, Rule> rules = new EnumMap<>(ModelTag.class);

  ModelPolicies(Wire wire) {
    this.wire = wire;
    for (ModelTag tag : ModelTag.values()) {
      rules.put(tag, Rule.REJECT);
    }
  }

  Map<ModelTag, Rule> rules() {
    return rules;
  }

  Rule rule(ModelTag tag) {
    return rules.get(tag);
  }

  void become(ModelTag tag, Rule rule) {
    rules.put(tag, rule);
    wire.frames().forEach(frame -> frame.ruleBecomes(tag, rule));
  }

  @Override
  public PolicyAnswer lookup(TagKey key, ContentKind kind) {
    return wire.request(
        Service.API_SERVER,
        () -> rule(ModelTag.of(key)).answer(),
        why -> {
          throw new PolicyUnavailable(why, new IllegalStateException(why));
        });
  }

  @Override
  public Function<ContentKind, PolicyAnswer> answers(TagKey key) {
    PolicyAnswer answer = lookup(key);
    return _ -> answer;
  }
}

package dev.tagfast.policy.source;

import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.rule.Policies;

/** No policies: every tag has its default class ({@code tagfast.policy.source=defaults}). */
public final class DefaultPolicySource implements PolicySource {
  @Override
  public PolicyAnswer lookup(TagKey key, ContentKind kind) {
    return Policies.NONE.answer(key, kind);
  }
}

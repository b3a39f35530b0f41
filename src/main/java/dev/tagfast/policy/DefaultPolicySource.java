package dev.tagfast.policy;

import dev.tagfast.image.TagKey;

/** No policies: every tag has its default class ({@code tagfast.policy.source=defaults}). */
final class DefaultPolicySource implements PolicySource {
  @Override
  public PolicyAnswer lookup(TagKey key) {
    return Policies.NONE.answer(key);
  }
}

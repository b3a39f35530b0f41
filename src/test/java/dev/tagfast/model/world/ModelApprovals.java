package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.ledger.approval.UsedApprovals;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Approvals behind the wire. Their status can never be written, so the ledger alone must remember
 * which were used.
 */
final class ModelApprovals implements Approvals {
  private final Wire wire;
  private final Truth truth;
  private final List<Approval> all = new ArrayList<>();

  ModelApprovals(Wire wire, Truth truth) {
    this.wire = wire;
    this.truth = truth;
  }

  /** A person creates one. */
  void approve(ModelTag tag, Digest digest, Optional<Instant> until, Instant now) {
    String uid = "approval-" + all.size();
    Approval approval =
        new Approval(
            uid,
            uid,
            "1",
            tag.key(),
            digest,
            "a hotfix",
            Optional.of("alice"),
            true,
            now,
            until,
            Optional.empty());
    all.add(approval);
    truth.approved(approval);
  }

  @Override
  public List<Approval> of(TagKey key) {
    return wire.request(
        Service.API_SERVER,
        Optional.of(ModelTag.of(key)),
        () -> all.stream().filter(each -> each.key().equals(key)).toList(),
        _ -> List.of());
  }

  @Override
  public Set<TagKey> waiting() {
    return wire.request(
        Service.API_SERVER,
        () -> all.stream().map(Approval::key).collect(Collectors.toSet()),
        _ -> Set.of());
  }

  @Override
  public void tell(List<Approval> those, UsedApprovals used, boolean known) {
    // The right to do so is missing.
  }
}

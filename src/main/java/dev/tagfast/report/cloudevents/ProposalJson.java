package dev.tagfast.report.cloudevents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.rollout.Proposal;

/** A proposal as programs read it: everything that a commit of it needs. */
final class ProposalJson {
  private ProposalJson() {}

  static ObjectNode of(Proposal proposal) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    proposal.tool().ifPresent(tool -> json.put("tool", tool));
    proposal
        .source()
        .ifPresent(
            source -> {
              ObjectNode object = json.putObject("source").put("kind", source.kind());
              source.namespace().ifPresent(namespace -> object.put("namespace", namespace));
              object.put("name", source.name());
            });
    proposal.place().repository().ifPresent(it -> json.put("gitRepository", it));
    proposal.place().branch().ifPresent(it -> json.put("gitBranch", it));
    proposal.place().path().ifPresent(it -> json.put("gitPath", it));
    ArrayNode images = json.putArray("images");
    for (Proposal.Change change : proposal.changes()) {
      images
          .addObject()
          .put("container", change.container())
          .put("from", change.from().toString())
          .put("to", change.to().toString());
    }
    return json;
  }
}

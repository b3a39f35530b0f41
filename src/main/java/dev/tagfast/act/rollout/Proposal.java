package dev.tagfast.act.rollout;

import dev.tagfast.image.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * A change that a workload's owner is to make: what a pipeline needs to commit it.
 *
 * @param tool who manages the workload, as people write it; empty: no tool, the owner asked for it
 * @param source the tool's object that the workload is made of; empty: its marks do not say
 * @param place where the owner keeps the workload's text
 * @param changes one for each container
 */
public record Proposal(
    Optional<String> tool, Optional<Source> source, GitPlace place, List<Change> changes) {
  /** Copies the list. */
  public Proposal {
    changes = List.copyOf(changes);
  }

  /**
   * The image of one container.
   *
   * @param container its name in annotations and reports
   * @param from as it is written in the workload
   * @param to what to write instead
   */
  public record Change(String container, ImageReference from, ImageReference to) {}

  /**
   * The object of a tool.
   *
   * @param kind e.g. {@code Application}
   * @param namespace empty: the marks do not say
   */
  public record Source(String kind, Optional<String> namespace, String name) {}

  /** The proposal for these containers of a workload. */
  static Proposal of(Subscriber subscriber, List<Change> changes) {
    Optional<GitOpsTool> tool = GitOpsTool.of(subscriber);
    return new Proposal(
        tool.map(GitOpsTool::title),
        tool.flatMap(it -> it.source(subscriber)),
        GitPlace.of(subscriber.annotations()),
        changes);
  }
}

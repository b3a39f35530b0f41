package dev.tagfast.demo;

import dev.tagfast.image.Digest;
import java.util.List;

/**
 * Where the story happens: all that it needs of the world around it. {@link MockPlace} has a mock
 * API server, {@link RealPlace} a real Kubernetes whose pods run.
 */
interface Place extends AutoCloseable {
  /** Host and port of the registry, as images name it. */
  String registry();

  /** Somebody pushes a pizza; {@code repository} is its name in the registry. */
  void push(String repository, String tag, String flavour);

  /** The digest of a flavour that was pushed or will be: it is the same each time. */
  Digest digestOf(String flavour);

  /** What the registry says that a tag points at now, in words for people where it has none. */
  String shown(String repository, String tag);

  /** The API server as a person uses it. */
  Cluster cluster();

  /** A Deployment of three pods that subscribes: its container follows the tag in its image. */
  void deploy(String name, String image);

  /** What the chat received. */
  List<String> alerts();

  /** That the newest rollout says why it was. */
  Check historyTells(String deployment);

  /** That each pod says itself that it is this pizza; nothing where there are no pods. */
  List<Check> podsAnswer(String deployment, String flavour);

  /** The steps, with those that only this place can tell before and after them. */
  List<Step> around(List<Step> story);

  /** What Tagfast logged so far. */
  String log();

  /** What is worth reading when something went wrong: Tagfast's log, and what else is kept. */
  String evidence();

  /** Ends all that was started for it. */
  @Override
  void close();
}

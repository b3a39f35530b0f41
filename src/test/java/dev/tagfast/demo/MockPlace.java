package dev.tagfast.demo;

import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import java.util.List;
import java.util.function.Predicate;

/** The stage of {@code make demo} and {@code make run}: its API server starts no pods. */
record MockPlace(Stage stage) implements Place {
  @Override
  public String registry() {
    return stage.registry().host();
  }

  @Override
  public void push(String repository, String tag, String flavour) {
    stage.pusher().push(repository, tag, flavour);
  }

  @Override
  public Digest digestOf(String flavour) {
    return ImagePusher.digestOf(flavour);
  }

  @Override
  public String shown(String repository, String tag) {
    return stage.pusher().look(repository, tag).map(Digest::value).orElse("not there");
  }

  @Override
  public Cluster cluster() {
    return stage.cluster();
  }

  @Override
  public void deploy(String name, String image) {
    cluster().createDeployment(name, image);
  }

  @Override
  public List<String> alerts() {
    return stage.alerts();
  }

  @Override
  public Check historyTells(String deployment) {
    return new Check(
        "`kubectl rollout history` would tell",
        () -> cluster().changeCause(deployment),
        Predicate.not(String::isBlank));
  }

  @Override
  public List<Check> podsAnswer(String deployment, String flavour) {
    return List.of();
  }

  @Override
  public List<Step> around(List<Step> story) {
    return story;
  }

  @Override
  public String log() {
    return stage.app().readLog();
  }

  @Override
  public String evidence() {
    return "The application's log:\n" + log();
  }

  @Override
  public void close() {
    stage.close();
  }
}

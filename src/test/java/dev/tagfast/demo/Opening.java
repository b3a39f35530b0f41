package dev.tagfast.demo;

import dev.tagfast.packaged.AppPackage;

/** Sets the stage, and says what stands on it. */
final class Opening {
  private Opening() {}

  static Stage open(Narrator narrator) {
    narrator.say(
        """
        Tagfast makes image tags mean what Kubernetes assumes: that they do not change.

        Starting, all on this machine and on loopback only ...""");
    Stage stage = Stage.wired(text -> narrator.overhear("chat", text));
    try {
      Menu.lay(new MockPlace(stage));
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
    narrator.say(
        """
          registry     %s, a real CNCF Distribution; notifies Tagfast of every push
          API server   %s, a mock: it keeps objects and starts no pods
          Tagfast      %s, %s, process %d
          chat         a receiver of Slack-compatible alerts, in this program

        In the cluster there are two Deployments that subscribe (label tagfast.dev/subscribe):
          %-8s follows %s
          %-8s follows %s
        and a TagPolicy:
        """
            .formatted(
                stage.registry().host(),
                stage.api().url(),
                stage.app().uri(),
                AppPackage.chosen().title(),
                stage.app().process().pid(),
                Menu.DINNER,
                Menu.image(stage.registry().host(), Menu.DATED),
                Menu.SPECIAL,
                Menu.image(stage.registry().host(), Menu.TODAY)));
    Menu.policy(stage.registry().host()).lines().forEach(line -> narrator.say("    " + line));
    return stage;
  }
}

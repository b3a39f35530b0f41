package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Tag;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.token.FakeToken;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the requests by which an anchor is removed. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class TagRemovalTest extends ClientAndFakes {
  private static final Tag ANCHOR = new Tag("tagfast-keep-0123456789ab-kitchen");
  private static final String TAG_PATH = "/v2/team/app/manifests/" + ANCHOR;

  @Test
  void theTagIsMovedToAnEmptyIndexBeforeAnythingIsDeleted() {
    registry.answers(request -> Reply.of(request.line().startsWith("PUT") ? 201 : 202));

    assertThat(writer().remove(app(), ANCHOR))
        .isEqualTo(new Found<>(new TagRemoval.Result.Removed()));

    assertThat(registry.lines()).containsExactly("PUT " + TAG_PATH, "DELETE " + TAG_PATH);
    assertThat(registry.requests.getFirst().body())
        .contains("\"manifests\":[]")
        .contains(ANCHOR.value());
    assertThat(registry.requests.get(1).authorization()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 409, 412})
  void whereTagsCannotBeDeletedTheEmptyIndexIsByItsDigest(int status) {
    registry.answers(
        request ->
            Reply.of(
                request.line().startsWith("PUT")
                    ? 201
                    : request.line().contains("sha256:") ? 202 : status));

    assertThat(writer().remove(app(), ANCHOR))
        .isEqualTo(new Found<>(new TagRemoval.Result.Removed()));

    assertThat(registry.lines()).hasSize(3);
    assertThat(registry.lines().getLast())
        .startsWith("DELETE /v2/team/app/manifests/sha256:")
        .doesNotContain(DIGEST.value());
  }

  @Test
  void whereNothingCanBeDeletedTheTagShowsAnEmptyIndexFromThenOn() {
    registry.answers(request -> Reply.of(request.line().startsWith("PUT") ? 201 : 405));

    assertThat(writer().remove(app(), ANCHOR))
        .isInstanceOfSatisfying(
            Found.class,
            answer ->
                assertThat(answer.value())
                    .isInstanceOfSatisfying(
                        TagRemoval.Result.Emptied.class,
                        left -> assertThat(left.why()).contains("DELETE").contains("405")));
  }

  @Test
  void whereTheTagMayNotBeMovedNothingIsDeleted() {
    registry.answers(request -> Reply.of(400));

    assertThat(writer().remove(app(), ANCHOR)).isInstanceOf(Denied.class);

    assertThat(registry.lines()).containsExactly("PUT " + TAG_PATH);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aRegistryThatIsBusyIsAskedAnotherTime(int status) {
    registry.answers(request -> Reply.of(request.line().startsWith("PUT") ? 201 : status));

    assertThat(writer().remove(app(), ANCHOR)).isInstanceOf(Unavailable.class);
  }

  @Test
  void oneThatIsGoneIsRemoved() {
    registry.answers(request -> Reply.of(request.line().startsWith("PUT") ? 201 : 404));

    assertThat(writer().remove(app(), ANCHOR))
        .isEqualTo(new Found<>(new TagRemoval.Result.Removed()));
  }

  @Test
  void withoutPushCredentialsNothingIsSent() {
    assertThat(client().remove(app(), ANCHOR)).isInstanceOf(Denied.class);

    assertThat(registry.lines()).isEmpty();
  }

  @Test
  void theTokenIsForDeletesToo() {
    var _ = new FakeToken(registry, other, "{\"token\":\"t1\"}", Reply.of(201));
    HttpRegistryClient writer =
        client(
            "push-credentials.username",
            "restorer",
            "push-credentials.password",
            "sage",
            "token-hosts",
            other.host());

    var _ = writer.remove(app(), ANCHOR);

    assertThat(other.lines()).anyMatch(line -> line.contains("%3Apull%2Cpush%2Cdelete"));
  }
}

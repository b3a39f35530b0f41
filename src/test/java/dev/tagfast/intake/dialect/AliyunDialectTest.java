package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliyunDialectTest {
  private final Dialect aliyun = Dialect.named("aliyun").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged           | push registry.cn-hangzhou.aliyuncs.com/kitchen/pizza:today@1f1f
          push-names-apart      | push registry.cn-hangzhou.aliyuncs.com/kitchen/pizza:today@1f1f
          push-malformed-digest | push registry.cn-hangzhou.aliyuncs.com/kitchen/pizza:today
          push-untagged         | push (Untagged) registry.cn-hangzhou.aliyuncs.com/kitchen/pizza@1f1f
          push-no-region        | push /kitchen/pizza:today@1f1f
          push-hostile-region   | push /kitchen/pizza:today@1f1f
          """)
  void aPushIsReadAndItsTimeWithoutZoneIsNot(String sample, String expected) {
    Notification notification = TestNotifications.raw(Samples.bytes("aliyun/" + sample));

    assertThat(Samples.asText(aliyun, notification)).isEqualTo(expected);
    assertThat(Samples.asText(auto, notification)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "kitchen-registry.cn-shanghai.cr.aliyuncs.com, kitchen-registry.cn-shanghai.cr.aliyuncs.com",
    "https://kitchen-registry.cn-shanghai.cr.aliyuncs.com/, kitchen-registry.cn-shanghai.cr.aliyuncs.com",
  })
  void theUrlSaysWhichRegistryIsMeant(String parameter, String host) {
    Notification notification =
        TestNotifications.query(
            """
            {"push_data":{"tag":"today"},
             "repository":{"repo_full_name":"kitchen/pizza","region":"cn-hangzhou"}}
            """,
            "registry_url",
            parameter);

    assertThat(Samples.asText(aliyun, notification))
        .isEqualTo("push " + host + "/kitchen/pizza:today");
  }

  @Test
  void withoutPushDataItIsAnotherFormat() {
    assertThat(Samples.asText(aliyun, TestNotifications.raw("{}")))
        .isEqualTo("other (OtherFormat)");
  }
}

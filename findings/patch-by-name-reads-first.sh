#!/usr/bin/env bash
# fabric8's Kubernetes client 7.6.1: `withName(…).patch(context, patch)` sends a GET before the PATCH, although a JSON Patch is
# complete by itself. One guesses one request, and rights for `patch` alone. `resource(object).patch(…)` sends no GET.
. "$(dirname "$0")/lib/java.sh"
classpath io.fabric8:kubernetes-client:7.6.1 org.slf4j:slf4j-nop:2.0.17
cat >"$WORK/Requests.java" <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.*;
import io.fabric8.kubernetes.client.dsl.base.*;
import java.net.InetSocketAddress;
import java.util.*;
import java.util.stream.*;

public class Requests {
  public static void main(String[] args) throws Exception {
    List<String> methods = Collections.synchronizedList(new ArrayList<>());
    HttpServer api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    api.createContext("/", exchange -> {
      methods.add(exchange.getRequestMethod());
      exchange.getRequestBody().readAllBytes();
      byte[] body = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"menu\",\"namespace\":\"kitchen\"}}".getBytes();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    api.start();
    Config config = new ConfigBuilder().withAutoConfigure(false)
        .withMasterUrl("http://127.0.0.1:" + api.getAddress().getPort()).build();
    PatchContext json = new PatchContext.Builder().withPatchType(PatchType.JSON).build();
    String patch = "[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{}}]";
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      client.configMaps().inNamespace("kitchen").withName("menu").patch(json, patch);
      System.out.println("name " + methods.stream().collect(Collectors.joining("+")));
      methods.clear();
      client.resource(new ConfigMapBuilder().withNewMetadata().withName("menu").withNamespace("kitchen").endMetadata().build())
          .patch(json, patch);
      System.out.println("object " + methods.stream().collect(Collectors.joining("+")));
    }
    api.stop(0);
    System.exit(0);
  }
}
JAVA
run "$WORK/Requests.java" 2>/dev/null >"$WORK/seen"
expect "requests of a patch by name" "$(sed -n 's/^name //p' "$WORK/seen")" GET+PATCH
expect "requests of a patch by object" "$(sed -n 's/^object //p' "$WORK/seen")" PATCH

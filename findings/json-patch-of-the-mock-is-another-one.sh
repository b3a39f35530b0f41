#!/usr/bin/env bash
# JSON Patch at the API server and at fabric8's mock of it are two dialects of RFC 6902. The API server's library (evanphx/json-patch
# v4) lets `test` with `null` pass where the member is missing, which makes it "only if nobody created it meanwhile"; the RFC says
# that the member must exist. zjsonpatch 7.6.1, which the mock applies patches with, refuses that and lets `remove` of a missing
# member pass, which the API server refuses. One guesses that a patch that passes the one passes the other.
. "$(dirname "$0")/lib/java.sh"
classpath io.fabric8:zjsonpatch:7.6.1 com.fasterxml.jackson.core:jackson-databind:2.19.2
cat >"$WORK/Patches.java" <<'JAVA'
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.zjsonpatch.JsonPatch;

public class Patches {
  public static void main(String[] args) throws Exception {
    ObjectMapper json = new ObjectMapper();
    for (String patch : new String[] {
        "[{\"op\":\"test\",\"path\":\"/metadata/annotations\",\"value\":null}]",
        "[{\"op\":\"remove\",\"path\":\"/metadata/annotations\"}]"}) {
      try {
        JsonPatch.apply(json.readTree(patch), json.readTree("{\"metadata\":{\"name\":\"pizza\"}}"));
        System.out.println("passes");
      } catch (RuntimeException refused) {
        System.out.println("refused");
      }
    }
  }
}
JAVA
run "$WORK/Patches.java" >"$WORK/mock"

mkdir "$WORK/go"
cat >"$WORK/go/main.go" <<'GO'
package main

import (
	"fmt"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
)

func main() {
	for _, text := range []string{
		`[{"op":"test","path":"/metadata/annotations","value":null}]`,
		`[{"op":"remove","path":"/metadata/annotations"}]`,
	} {
		patch, err := jsonpatch.DecodePatch([]byte(text))
		if err == nil {
			_, err = patch.Apply([]byte(`{"metadata":{"name":"pizza"}}`))
		}
		if err == nil {
			fmt.Println("passes")
		} else {
			fmt.Println("refused")
		}
	}
}
GO
(cd "$WORK/go" && export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" && go mod init f && go get gopkg.in/evanphx/json-patch.v4@v4.13.0) 2>/dev/null
(cd "$WORK/go" && GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" go run .) >"$WORK/server"
echo "packages: gopkg.in/evanphx/json-patch.v4@v4.13.0 (that of Kubernetes 1.35)"

expect "the API server's library: test of null at a missing member" "$(sed -n 1p "$WORK/server")" passes
expect "zjsonpatch: the same" "$(sed -n 1p "$WORK/mock")" refused
expect "the API server's library: remove of a missing member" "$(sed -n 2p "$WORK/server")" refused
expect "zjsonpatch: the same" "$(sed -n 2p "$WORK/mock")" passes

#!/usr/bin/env bash
# java-semver 0.10.2: `2.0.0-rc.1` satisfies `^1.2.0`, and `1.3.0-rc.1` does too. One guesses what npm and Go's Masterminds/semver
# (Helm, Flux, Keel) do: a range without a pre-release takes none, and never one of the next major version. Who chooses "the
# newest tag in ^1.2" by it deploys the release candidate of version 2.
. "$(dirname "$0")/lib/java.sh"
classpath com.github.zafarkhaja:java-semver:0.10.2
cat >"$WORK/Range.java" <<'JAVA'
import com.github.zafarkhaja.semver.Version;

public class Range {
  public static void main(String[] args) {
    for (String version : new String[] {"1.3.0", "2.0.0", "1.3.0-rc.1", "2.0.0-rc.1"}) {
      System.out.println(version + " " + Version.parse(version).satisfies("^1.2.0"));
    }
  }
}
JAVA
run "$WORK/Range.java" >"$WORK/java"

mkdir "$WORK/go"
cat >"$WORK/go/main.go" <<'GO'
package main

import (
	"fmt"

	"github.com/Masterminds/semver/v3"
)

func main() {
	caret, err := semver.NewConstraint("^1.2.0")
	if err != nil {
		panic(err)
	}
	for _, version := range []string{"1.3.0", "2.0.0", "1.3.0-rc.1", "2.0.0-rc.1"} {
		fmt.Println(version, caret.Check(semver.MustParse(version)))
	}
}
GO
(cd "$WORK/go" && export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" && go mod init f && go get github.com/Masterminds/semver/v3@v3.5.0) 2>/dev/null
(cd "$WORK/go" && GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" go run .) >"$WORK/masterminds"
echo "packages: github.com/Masterminds/semver/v3@v3.5.0"

said() { sed -n "s/^$2 //p" "$WORK/$1"; }
expect "java-semver, ^1.2.0: 1.3.0" "$(said java 1.3.0)" true
expect "java-semver, ^1.2.0: 2.0.0" "$(said java 2.0.0)" false
expect "java-semver, ^1.2.0: 1.3.0-rc.1" "$(said java 1.3.0-rc.1)" true
expect "java-semver, ^1.2.0: 2.0.0-rc.1" "$(said java 2.0.0-rc.1)" true
expect "Masterminds/semver, ^1.2.0: 1.3.0-rc.1" "$(said masterminds 1.3.0-rc.1)" false
expect "Masterminds/semver, ^1.2.0: 2.0.0-rc.1" "$(said masterminds 2.0.0-rc.1)" false

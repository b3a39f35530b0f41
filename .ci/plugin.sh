#!/bin/bash
# Puts kubectl-tagfast into target/plugin: launcher, jars, and an AOT cache trained by the commands themselves.
#
#   .ci/plugin.sh         makes it, from target/classes and target/test.classpath
#   .ci/plugin.sh bench   prints how long a command takes, and its parts
#
# A cache is good only for the very JVM that it was trained with: elsewhere the plugin starts without it, and slower.
set -eu
cd "$(dirname "$0")/.."
. .ci/toolchain.sh
home=target/plugin/kubectl-tagfast.d

# What the commands need of the class path of the function; the rest of Quarkus stays out.
needed='/(picocli|kubernetes-client-api|kubernetes-model-(core|common)|jackson-(core|databind|annotations|dataformat-yaml|datatype-jsr310)|snakeyaml(-engine)?|jboss-logging|slf4j-api|zjsonpatch|re2j|java-semver)-[0-9]'

make_it() {
  rm -rf target/plugin target/plugin-classes
  mkdir -p "$home" target/plugin-classes
  # One jar: a cache is good only for the order of jars that it was trained with, which no folder keeps when it is copied.
  tr ':' '\n' <target/test.classpath | grep -E "$needed" | LC_ALL=C sort | while read -r jar; do
    (cd target/plugin-classes && "$JAVA_HOME/bin/jar" --extract --file "$jar")
  done
  cp -R target/classes/dev target/plugin-classes/
  (cd target/plugin-classes && rm -rf META-INF/*.SF META-INF/*.RSA META-INF/versions/*/module-info.class module-info.class META-INF/maven META-INF/quarkus*)
  "$JAVA_HOME/bin/jar" --create --file "$home/tagfast.jar" --date 2026-01-01T00:00:00Z -C target/plugin-classes .
  rm -rf target/plugin-classes
  cp src/main/plugin/options "$home/"
  cp src/main/plugin/kubectl-tagfast target/plugin/
  ln -s kubectl-tagfast target/plugin/tagfast
  "$JAVA_HOME/bin/java" -cp "target/test-classes:$home/tagfast.jar" dev.tagfast.training.PluginTraining "$home/plugin.aot" \
    "$JAVA_HOME/bin/java" "@$PWD/$home/options" -cp "$PWD/$home/tagfast.jar" dev.tagfast.cli.Rehearsal
  echo "Made target/plugin, $(du -sm target/plugin | cut -f 1) MiB: kubectl-tagfast, tagfast, kubectl-tagfast.d."
  echo "Copy the three into a folder of your PATH (cp -Rp), then: kubectl tagfast status"
}

# The processor's milliseconds of the best of ten runs, for commands that need no cluster: others may use this machine, too.
bench() {
  [ -f "$home/plugin.aot" ] || make_it
  for words in --version "policy test kitchen/pizza:1.2.3 -f src/test/resources/policies/plugin.yaml"; do
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      # shellcheck disable=SC2086 # words
      { TIMEFORMAT='%U %S %R'; time target/plugin/kubectl-tagfast $words >/dev/null; } 2>&1
    done | awk -v words="$words" '{ cpu = ($1 + $2) * 1000; if (!n++ || cpu < best) best = cpu; if (n == 1 || $3 * 1000 < wall) wall = $3 * 1000 }
      END { printf "%4d ms of processor, %4d ms of wall clock: kubectl tagfast %s\n", best, wall, words }'
  done
}

case ${1:-make} in make) make_it ;; bench) bench ;; esac

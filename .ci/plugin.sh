#!/bin/sh
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
needed='/(picocli|kubernetes-client-api|kubernetes-model-(core|common)|quarkus-kubernetes-client|quarkus-kubernetes-client-internal|quarkus-core|jackson-(core|databind|annotations|dataformat-yaml|datatype-jsr310|datatype-jdk8)|snakeyaml(-engine)?|jboss-logging|jspecify|slf4j-api|zjsonpatch|re2j|java-semver|kubernetes-httpclient-vertx|generator-annotations|jakarta\.(inject|enterprise|interceptor)[^/]*|microprofile-config-api|smallrye-config[^/]*|cloudevents-(api|core))-[0-9]'

make_it() {
  rm -rf target/plugin
  mkdir -p "$home/lib"
  tr ':' '\n' <target/test.classpath | grep -E "$needed" | while read -r jar; do cp -p "$jar" "$home/lib/"; done
  (cd target/classes && find dev -name '*.class' | LC_ALL=C sort) >target/plugin.list
  "$JAVA_HOME/bin/jar" --create --file "$home/lib/tagfast.jar" --date 2026-01-01T00:00:00Z -C target/classes dev
  rm target/plugin.list
  cp src/main/plugin/options "$home/"
  cp src/main/plugin/kubectl-tagfast target/plugin/
  ln -s kubectl-tagfast target/plugin/tagfast
  jackson=$(find "$home/lib" -name 'jackson-*.jar' | tr '\n' ':')
  "$JAVA_HOME/bin/java" -cp "target/test-classes:$jackson" dev.tagfast.training.PluginTraining "$home/plugin.aot" \
    "$JAVA_HOME/bin/java" "@$PWD/$home/options" -cp "$PWD/$home/lib/*" dev.tagfast.cli.Rehearsal
  echo "Made target/plugin: kubectl-tagfast, tagfast and kubectl-tagfast.d, $(du -sm target/plugin | cut -f 1) MiB."
  echo "Copy the three into a folder of your PATH (cp -Rp), then: kubectl tagfast status"
}

# Milliseconds of wall clock and of processor of the best of ten runs: others may use this machine, too.
bench() {
  for words in "--version" "policy test kitchen/pizza:1.2.3 -f knative/policies.example.yaml" "explain src/test/resources/events/harbor/push.json"; do
    :
  done
}

case ${1:-make} in make) make_it ;; bench) bench ;; esac

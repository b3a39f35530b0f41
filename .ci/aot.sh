#!/bin/sh
# Trains the AOT cache of a packaged application: .ci/aot.sh APPLICATION [JAVA_HOME] writes APPLICATION/app.aot.
#
# The application is really run through its first events (dev.tagfast.training). A cache is good only for the very JVM
# (JAVA_HOME; this machine's JDK 25, if not named), the options and the jars, dates included, that it was trained with.
set -eu
cd "$(dirname "$0")/.."
. .ci/toolchain.sh
application=$(cd "$1" && pwd)
jvm=${2:-$JAVA_HOME}
[ -f target/test-classes/dev/tagfast/training/Training.class ] || {
  echo "The training is not compiled: make package-aot does so" >&2
  exit 1
}
cp src/main/docker/jvm.options "$application/"
jackson=$(find "$application/lib" -name 'com.fasterxml.jackson.core.*.jar' | tr '\n' ':')
MALLOC_ARENA_MAX=1 "$JAVA_HOME/bin/java" -cp "target/test-classes:$jackson" dev.tagfast.training.Training \
  "$application/training.aot" "$jvm/bin/java" "@$application/jvm.options" -jar "$application/quarkus-run.jar"
# A training that was broken off writes a cache as well, of the little that it saw.
mv "$application/training.aot" "$application/app.aot"
echo "Trained $1/app.aot, $(($(wc -c <"$application/app.aot") / 1048576)) MiB"

#!/usr/bin/env bash
# What the findings about Java libraries share. To be sourced. Needs Maven and a JDK of 21 or newer in JAVA_HOME or as `java`.
. "$(dirname "${BASH_SOURCE[0]}")/temporary.sh"

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java

# classpath GROUP:ARTIFACT:VERSION...: gets them with all that they need into the temporary folder, and sets CLASSPATH.
classpath() {
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
    for package in "$@"; do
      IFS=: read -r group artifact version <<<"$package"
      echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
    done
    echo '</dependencies></project>'
  } >"$WORK/pom.xml"
  mvn -q -B --no-transfer-progress -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=runtime "-DoutputDirectory=$WORK/jars" >&2
  export CLASSPATH="$WORK/jars/*"
  echo "packages: $*"
}

# run FILE: runs a source file of one class.
run() { "$JAVA" "$1"; }

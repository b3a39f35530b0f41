# shellcheck shell=sh
# Finds a JDK 25 and a Maven 3.9 and puts them in front of PATH. To be sourced:
#
#     . .ci/toolchain.sh && mvn -version
#
# Nothing is installed on the machine. The one thing that is fetched, where the Maven at hand is too
# old for Quarkus, is a newer Maven, by that old Maven, into the ignored folder .tools.

tagfast_jdk_wanted=25
tagfast_maven=3.9.11

# The major version of the JDK in a folder; nothing where there is none (a JRE cannot compile).
tagfast_jdk_major() {
  [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

tagfast_jdk_of_path() {
  command -v javac >/dev/null 2>&1 || return 0
  dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
}

tagfast_jdk_of_macos() {
  [ -x /usr/libexec/java_home ] || return 0
  /usr/libexec/java_home -v "$tagfast_jdk_wanted" 2>/dev/null || true
}

tagfast_find_jdk() {
  for folder in "${JAVA_HOME:-}" "$(tagfast_jdk_of_path)" /usr/lib/jvm/*25* \
    "$HOME"/.sdkman/candidates/java/*25* "$(tagfast_jdk_of_macos)"; do
    [ -n "$folder" ] || continue
    major=$(tagfast_jdk_major "$folder")
    if [ -n "$major" ] && [ "$major" -ge "$tagfast_jdk_wanted" ]; then
      echo "$folder"
      return 0
    fi
  done
  cat >&2 <<'MESSAGE'
No JDK 25 found: looked at JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman and macOS' java_home.
Install one, then run this again:
  Debian 13, Ubuntu:  apt-get install openjdk-25-jdk   (where the release has it)
  everywhere:         Eclipse Temurin 25, https://adoptium.net; or `sdk install java 25-tem`
It is used as soon as JAVA_HOME names it.
MESSAGE
  return 1
}

# Whether a Maven is at least 3.9.
tagfast_is_new_maven() {
  version=$("$1" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  [ -n "$version" ] || return 1
  major=${version% *}
  minor=${version#* }
  [ "$major" -gt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -ge 9 ]; }
}

tagfast_unpack_maven() {
  echo "Maven $(command -v mvn) is older than 3.9: getting $tagfast_maven with it into .tools" >&2
  rm -rf .tools/unpacking && mkdir -p .tools/unpacking || return 1
  # From inside, so that the project's own POM is not read by a Maven that is too old for it.
  (
    cd .tools/unpacking && mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
      "-Dartifact=org.apache.maven:apache-maven:$tagfast_maven:zip:bin" "-DoutputDirectory=$PWD" >&2
  ) || return 1
  chmod +x ".tools/unpacking/apache-maven-$tagfast_maven/bin/mvn"
  mv ".tools/unpacking/apache-maven-$tagfast_maven" .tools/ && rm -rf .tools/unpacking
}

tagfast_find_maven() {
  if [ -x ".tools/apache-maven-$tagfast_maven/bin/mvn" ]; then
    echo "$PWD/.tools/apache-maven-$tagfast_maven/bin"
  elif ! command -v mvn >/dev/null 2>&1; then
    cat >&2 <<'MESSAGE'
No Maven found on PATH. Install one, then run this again:
  Debian, Ubuntu:  apt-get install maven     macOS:  brew install maven
Any version of the last years will do: where it is older than 3.9, it is used once to get a newer one.
MESSAGE
    return 1
  elif tagfast_is_new_maven mvn; then
    dirname "$(command -v mvn)"
  else
    tagfast_unpack_maven && echo "$PWD/.tools/apache-maven-$tagfast_maven/bin"
  fi
}

JAVA_HOME=$(tagfast_find_jdk) || exit 1
export JAVA_HOME
tagfast_maven_bin=$(tagfast_find_maven) || exit 1
PATH="$JAVA_HOME/bin:$tagfast_maven_bin:$PATH"
export PATH

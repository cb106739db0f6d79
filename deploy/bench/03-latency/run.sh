#!/bin/sh
# Runs the scenario: deploy/bench/03-latency/run.sh MODEL VIDEO [WIDTHxHEIGHT [SECONDS [LOAD]]]
# Eight live cameras at 70 % load: time from capture until a viewer has the frame, less model time,
# at-least-once and exactly-once. About two minutes with the defaults.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 MODEL VIDEO [WIDTHxHEIGHT [SECONDS [LOAD]]]" >&2; exit 2; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../../.." && pwd)
"$root/sightline" --version >/dev/null # builds what is missing
jar=$(ls "$root"/deploy/target/deploy-*.jar | grep -v -e '-tests\.jar$' | head -n 1)
classpath=$jar:$(cat "$root/deploy/target/classpath.txt")
classes=$root/deploy/target/bench-classes
mkdir -p "$classes"
javac -nowarn -d "$classes" -cp "$classpath" "$root"/deploy/src/bench/java/sightline/deploy/bench/*.java
model=$1
video=$2
shift 2
[ $# -gt 0 ] || set -- 480x360
# The launcher's own options for `analyze`.
exec java -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true \
  -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dlog4j2.level=error \
  -cp "$classes:$classpath" sightline.deploy.bench.LatencyBench "$model" "$video" "$@"

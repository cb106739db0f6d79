#!/bin/sh
# Runs the scenario: deploy/bench/01-detect/run.sh MODEL VIDEO [more arguments of the bench]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../../.." && pwd)
[ $# -ge 2 ] || { echo "usage: $0 MODEL VIDEO [more arguments of the bench]" >&2; exit 2; }
"$root/sightline" --version >/dev/null # builds what is missing
jar=$(ls "$root"/deploy/target/deploy-*.jar | grep -v -e '-tests\.jar$' | head -n 1)
model=$1
video=$2
shift 2
exec java -Xmx2g -Djava.awt.headless=true -cp "$jar:$(cat "$root/deploy/target/classpath.txt")" \
  sightline.deploy.bench.DetectBench --config "$here/detect.yaml" --model "$model" --source "$video" "$@"

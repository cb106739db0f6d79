#!/bin/sh
# Runs the scenario: deploy/bench/04-swap/run.sh MODEL [SWAPS [SEED [FOLDER]]]
# Swaps between two versions of MODEL under load, every fifth of which goes wrong: eight scene cameras, 30 frames/s
# in all, two workers. About two seconds a swap on two idle cores; the reports go to FOLDER (default: here).
set -eu
[ $# -ge 1 ] || { echo "usage: $0 MODEL [SWAPS [SEED [FOLDER]]]" >&2; exit 2; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../../.." && pwd)
model=$1
swaps=${2:-100}
seed=${3:-1}
folder=${4:-.}
exec "$root/sightline" soak --faults swap --swaps "$swaps" --seed "$seed" --model "$model" \
  --json "$folder/swaps.json" --report "$folder/swaps.html"

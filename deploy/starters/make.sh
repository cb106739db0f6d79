#!/bin/sh
# Makes a starter model anew: deploy/starters/make.sh NAME|all [FOLDER]
# NAME is one of street-objects-1, street-objects-2, street-ground, street-normal. Generates the pictures, trains with
# the recipe of that name, checks what was exported, and puts model and report where the demo finds them. Pictures and
# jobs stay in FOLDER (default: sightline-starters) and are not made twice. Minutes each, on two cores.
set -eu
usage() {
  sed -n '2,5s/^# //p' "$0" >&2
  exit 2
}
[ $# -ge 1 ] && [ $# -le 2 ] || usage
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
shelf=$root/deploy/src/main/resources/starters
folder=${2:-sightline-starters}
largest=2000000 # bytes of one model

pictures() { # NAME LOCATION OPTION...: a dataset in FOLDER/NAME
  [ ! -d "$folder/$1" ] || return 0
  kind=$1
  shift
  rm -rf "$folder/$kind.partial"
  mkdir -p "$folder"
  "$root/sightline" scene "$@" --out "$folder/$kind.partial"
  mv "$folder/$kind.partial" "$folder/$kind"
}

model() { # NAME DATASET
  job=$folder/job-$1
  resume=
  [ ! -d "$job" ] || resume=--resume
  "$root/sightline" train "$here/$1.yaml" --data "$folder/$2" --out "$job" $resume
  size=$(wc -c <"$job/model.onnx")
  [ "$size" -le "$largest" ] || { echo "$1 has $size bytes, expected at most $largest" >&2; exit 1; }
  cp "$job/model.onnx" "$shelf/$1.onnx"
  sed '/^    "file" : /d' "$job/report.json" >"$shelf/$1.report.json" # where it lay is nobody's business
}

make() {
  case $1 in
    street-objects-1)
      pictures noon 'scene:junction?seed=4001&size=640x480&vary=0.5&day=0' --pictures 300 --every 37 --seeds 6
      model "$1" noon
      ;;
    street-objects-2)
      pictures day-and-night 'scene:junction?seed=1001&size=640x480&vary=0.5' --pictures 1000 --every 41 --seeds 12
      model "$1" day-and-night
      ;;
    street-ground)
      pictures ground 'scene:junction?seed=3001&size=640x480&vary=0.5' --truth masks \
        --pictures 400 --every 61 --seeds 10
      model "$1" ground
      ;;
    street-normal)
      pictures normal 'scene:junction?seed=5001&size=640x480&odd=0.3&fps=5' --truth normal \
        --pictures 900 --every 11 --seeds 10
      model "$1" normal
      ;;
    all) for each in street-objects-1 street-objects-2 street-ground street-normal; do make "$each"; done ;;
    *) usage ;;
  esac
}

make "$1"

#!/bin/sh
# Runs all studies: deploy/bench/05-training/run.sh DATASETS [FOLDER [SCENE]]
# DATASETS holds camvid, bccd and magnetic-tile; SCENE is a folder of camera frames in MVTec's layout. Hours on two
# cores; what is over is not done again, so it may be stopped and started at will. Reports go to FOLDER (default:
# sightline-studies). QUICK=1 for a look at whether everything works.
set -eu
[ $# -ge 1 ] || { echo "usage: $0 DATASETS [FOLDER [SCENE]]" >&2; exit 2; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../../.." && pwd)
datasets=$1
folder=${2:-sightline-studies}
scene=${3:-}
quick=
[ "${QUICK:-}" != 1 ] || quick=--quick

study() {
  name=$1
  shift
  # shellcheck disable=SC2086
  "$root/sightline" study "$@" $quick --out "$folder/$name"
}

study upsampling upsampling --data "$datasets/camvid"
study detectors detectors --data "$datasets/bccd"
study autoencoder autoencoder --data "$datasets/bccd"
study beta-vae beta-vae
study normality normality --data "$datasets/magnetic-tile"
[ -z "$scene" ] || study normality-scene normality --data "$scene" --scene

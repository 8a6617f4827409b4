#!/bin/sh
# Does semi-supervised training (paper A, section 3.5) help or hurt? A supervised network goes on in three ways on the same
# annotated phantoms: as before, with pseudo-labels chosen by entropy, and with pseudo-labels post-processed by the atlas.
# Usage: src/benchmark/semi-supervised/run.sh FOLDER          (a stopped run goes on)
#   EPOCHS, ITERATIONS  length of each way (20, 50)
#   PATCH               side of the patches (40)
#   INITIAL             model folder to start from (the shipped model)
#   ATLAS               atlas folder (the shipped atlas)
# Comes out: FOLDER/<way>/curves.csv and curves.png; FOLDER/curves.csv, the validation Dice of all ways, epoch by epoch.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
lymphatlas=${LYMPHATLAS:-$home/lymphatlas}
initial=${INITIAL:-$home/src/main/resources/org/lymphatlas/network/phantom}
mkdir -p "$1"
cd "$1"

# Rows of a manifest under other names and with another annotation: rows FOLDER FIRST LAST ANNOTATION
rows() {
	awk -F, -v folder="$1" -v first="$2" -v last="$3" -v annotation="$4" 'NR > first && NR <= last + 1 {
		printf "%s-%s,%s/%s,%s,%s,\n", folder, $1, folder, $2, annotation == "none" ? "" : folder "/" $3, annotation }' "$1/manifest.csv"
}

if [ ! -f unlabelled.csv ]; then
	[ -f full/manifest.csv ] || "$lymphatlas" phantom output=full count=10 seed=50000
	[ -f partial/manifest.csv ] || "$lymphatlas" phantom output=partial count=20 seed=60000 annotation=partial
	head=case,ct,nodes,annotation,organs
	{ echo $head; rows full 1 4 full; rows partial 1 8 partial; } > training.csv
	{ echo $head; rows full 5 10 full; } > validation.csv
	{ cat training.csv; rows partial 9 20 none; } > unlabelled.csv
fi

for way in none entropy atlas; do
	manifest=unlabelled.csv
	[ $way != none ] || manifest=training.csv
	"$lymphatlas" train manifest=$manifest validation=validation.csv prepared=prepared atlas="${ATLAS:-}" output=$way \
		initial="$initial" semiSupervised=$way epochs="${EPOCHS:-20}" iterations="${ITERATIONS:-50}" \
		learningRate=0.01 momentum=0.9 mirror=x patch="${PATCH:-40}" seed=1 keep=best resume=true
done

{
	echo 'epoch,none,entropy,atlas'
	paste -d, none/curves.csv entropy/curves.csv atlas/curves.csv | awk -F, 'NR > 1 { print $1 + 1 "," $5 "," $14 "," $23 }'
} > curves.csv
cat curves.csv

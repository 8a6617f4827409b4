#!/bin/sh
# A Python environment of its own with nnU-Net, for the comparison. Nothing of it is part of LymphAtlas.
# Usage: src/benchmark/nnunet/setup.sh FOLDER     (needs Python 3.10 or later with venv, and a package index that pip knows)
set -eu
[ -x "$1/bin/python" ] || python3 -m venv "$1"
"$1/bin/pip" install --quiet "nnunetv2==2.8.1" "dynamic-network-architectures==0.4.4"
"$1/bin/python" -c 'import nnunetv2, torch; print("nnU-Net is there, with PyTorch", torch.__version__)'

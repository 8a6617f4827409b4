#!/bin/sh
# A training step of LymphAtlas and of PyTorch: the same network, weights, batch and loss, two threads each, interleaved.
# Usage: src/benchmark/training-step/run.sh FOLDER [OPTION ...]      (options of step.py, for example --patch 32 --repeats 9)
#   FOLDER   receives the case, the gradients of both sides and step.json
#   PYTHON   in the environment: a Python with torch and numpy (python3 unless given)
# Needs compiled tests (mvn test-compile) and the class path that ./lymphatlas writes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
exec "${PYTHON:-python3}" "$here/step.py" "$@"

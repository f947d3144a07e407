#!/usr/bin/env bash
# What the lesson that compares strategies of fine-tuning needs beside its notebook: the weights that its network was
# published with.
set -euo pipefail
cd "$(dirname "$0")/.."

.build/release/konspekt models fetch EfficientNetLite0

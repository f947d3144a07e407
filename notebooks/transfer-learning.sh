#!/usr/bin/env bash
# What the lesson on transfer learning needs beside its notebook: a folder of pictures, and the weights that
# its network was published with.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -d notebooks/photos/shoes ]; then
  .build/release/konspekt datasets export fashion_mnist notebooks/photos/shoes \
    --class Sneaker --class 'Ankle boot' --split 'train=train[:1000]' --split 'validation=test[:1000]'
fi
.build/release/konspekt models fetch EfficientNetLite0

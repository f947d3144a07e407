#!/usr/bin/env bash
# Installs what Konspekt needs on Debian, builds it, and runs a notebook (the quickstart, or the one named).
set -euo pipefail
cd "$(dirname "$0")"

packages=(
  libopenblas-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libpng-dev zlib1g-dev libssl-dev
  libturbojpeg0-dev pkg-config dataset-fashion-mnist
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
    missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}"
fi

swift build -c release
notebook=${1:-notebooks/quickstart.md}

# Where a lesson needs more than its notebook, a script of its name gets that: pictures, weights.
name=$(basename "$notebook")
needs=$(dirname "$notebook")/${name%%.*}.sh
if [ -x "$needs" ]; then "$needs"; fi

.build/release/konspekt run "$notebook"

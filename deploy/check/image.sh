#!/usr/bin/env bash
# Builds the image and runs it without rights, without a writable root and without a shell.
#   image.sh [--pull]     with --pull on the published bases, else on one made here by debootstrap (root, Debian)
# Says 'skipped' where it cannot.
# shellcheck disable=SC2016 # inner shells expand their own arguments
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
skip() { echo "skipped: $1"; exit 0; }
command -v buildah >/dev/null || skip "buildah is missing (sudo apt-get install buildah)"
[ "$(id -u)" = 0 ] || [ "${1:-}" = --pull ] || skip "making a base needs root (or: image.sh --pull)"

store=${BAKERY_IMAGE_STORE:-$root/artifacts/images}
mkdir -p "$store"
# As root in a container neither user namespaces nor overlays may be had; chroot and plain copies always work.
tool=(buildah --root "$store/root" --runroot "$store/run" --storage-driver "${BAKERY_IMAGE_DRIVER:-vfs}")
export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot}
bases=()

# A folder as an image.
from_folder() { # FOLDER NAME [SETTING=VALUE…]
  local container setting
  container=$("${tool[@]}" from scratch)
  "${tool[@]}" copy -q "$container" "$1" / >/dev/null
  for setting in "${@:3}"; do "${tool[@]}" config --env "$setting" "$container"; done
  "${tool[@]}" commit -q "$container" "localhost/$2" >/dev/null
  "${tool[@]}" rm "$container" >/dev/null
}

# The build's base: Debian with this computer's SDK and Node. The runtime's: the files of a few packages, and neither a shell nor a package manager.
make_bases() {
  command -v debootstrap >/dev/null || skip "debootstrap is missing (sudo apt-get install debootstrap)"
  local sdk node full=$store/full small=$store/small package
  sdk=$(dirname "$(readlink -f "$(command -v dotnet)")") node=$(readlink -f "$(command -v node)")
  local packages=(libc6 libgcc-s1 libstdc++6 libssl3 zlib1g tzdata ca-certificates base-files netbase)
  if [ ! -f "$store/full.made" ]; then
    echo "making a base of Debian packages"
    rm -rf "$full" "$small"
    debootstrap --variant=minbase --include="$(IFS=,; echo "${packages[*]}")" bookworm "$full" "${BAKERY_DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$store/debootstrap.log" 2>&1 || skip "debootstrap reached no mirror; its log is $store/debootstrap.log"
    mkdir -p "$small"/{tmp,app,etc}
    for package in "${packages[@]}"; do chroot "$full" dpkg -L "$package"; done | sort -u | grep -vE '^/(usr/share/(doc|man|bug|lintian|locale)|etc/update-motd)' |
      while read -r file; do if [ ! -d "$full$file" ] || [ -L "$full$file" ]; then echo ".$file"; fi; done >"$store/files"
    # Debian's old places are links; they stand before what packages put there.
    for link in bin lib lib64 sbin; do if [ -L "$full/$link" ]; then mkdir -p "$small/usr/$link" && ln -s "usr/$link" "$small/$link"; fi; done
    sed -i -E '/^\.\/(bin|lib|lib64|sbin)$/d' "$store/files"
    tar -C "$full" -cf - -T "$store/files" | tar -C "$small" -xf -
    cp -r "$full/etc/ssl" "$small/etc/"
    chroot "$full" ldconfig && cp "$full/etc/ld.so.cache" "$small/etc/"
    rm -f "$small"/usr/bin/*sh "$small"/usr/sbin/update-ca-certificates "$small"/usr/bin/ldd "$small"/usr/bin/c_rehash
    printf 'root:x:0:0::/:/none\napp:x:1654:1654::/app:/none\n' >"$small/etc/passwd"
    printf 'root:x:0:\napp:x:1654:\n' >"$small/etc/group"
    chmod 1777 "$small/tmp"
    mkdir -p "$small/usr/share/dotnet" "$full/usr/share/dotnet" "$full/usr/lib"
    cp -r "$sdk"/{dotnet,host,shared} "$small/usr/share/dotnet/"
    cp -r "$sdk"/. "$full/usr/share/dotnet/"
    ln -sf /usr/share/dotnet/dotnet "$small/usr/bin/dotnet"
    ln -sf /usr/share/dotnet/dotnet "$full/usr/bin/dotnet"
    cp "$node" "$full/usr/bin/node"
    cp -r "$(dirname "$node")/../lib/node_modules" "$full/usr/lib/"
    ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$full/usr/bin/npm"
    touch "$store/full.made"
  fi
  # Where a proxy signs what is fetched, the build believes whom this computer believes.
  local believed=()
  if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
    cp -L "$NODE_EXTRA_CA_CERTS" "$full/etc/ssl/extra.crt"
    believed=(NODE_EXTRA_CA_CERTS=/etc/ssl/extra.crt SSL_CERT_FILE=/etc/ssl/extra.crt)
  fi
  from_folder "$full" bakery-build "${believed[@]}"
  from_folder "$small" bakery-runtime
  bases=(--build-arg NODE_IMAGE=localhost/bakery-build --build-arg SDK_IMAGE=localhost/bakery-build --build-arg RUNTIME_IMAGE=localhost/bakery-runtime --pull-never)
}

[ "${1:-}" = --pull ] || make_bases
# What this computer has fetched already need not be fetched again.
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
if [ -d "$cache" ]; then bases+=(--volume "$cache:/root/.nuget/packages"); fi
echo "building the image"
"${tool[@]}" build --layers=false "${bases[@]}" -t localhost/bakery-ia -f "$root/Dockerfile" "$root" >"$store/build.log" 2>&1 || { tail -n 30 "$store/build.log"; echo "failed: the image was not built"; exit 1; }

container=$("${tool[@]}" from --pull-never localhost/bakery-ia)
place=$("${tool[@]}" mount "$container")
trap '"${tool[@]}" umount "$container" >/dev/null; "${tool[@]}" rm "$container" >/dev/null' EXIT
failed=0
check() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then echo "  ✓ $what"; else echo "  ✗ $what"; failed=1; fi
}
no_shell() { [ -z "$(find "$place" -xdev \( -name sh -o -name bash -o -name dash -o -name busybox -o -name apt-get -o -name dpkg \) -not -type d -path '*bin*' -print -quit)" ]; }
no_setuid() { [ -z "$(find "$place" -xdev -perm /6000 -type f -print -quit)" ]; }
natives() { # every native library finds what it asks for
  local missing
  missing=$(find "$place/app" -name '*.so*' -type f | while read -r file; do chroot "$place" /lib64/ld-linux-x86-64.so.2 --library-path /app/native:/app --list "${file#"$place"}" 2>/dev/null | grep 'not found' || true; done | sort -u)
  [ -z "$missing" ] || { echo "$missing"; return 1; }
}
runs() { # VERB…: as 1654, on a root that cannot be written
  unshare --mount -- bash -c 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount -t tmpfs none "$1/tmp" && mount --rbind /dev "$1/dev" 2>/dev/null; mount -t proc proc "$1/proc" 2>/dev/null; shift; exec chroot --userspec=1654:1654 "$@"' - "$place" "$place" /usr/bin/dotnet /app/bakery.dll "${@}"
}
mkdir -p "$place/dev" "$place/proc"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_EnableDiagnostics=0 LD_LIBRARY_PATH=/app/native BAKERY_DB=none BAKERY_DB_OWNER=none
not_understood() { local code=0; runs wait nothing >/dev/null 2>&1 || code=$?; [ "$code" = 2 ]; }
given_up() { local text; text=$(BAKERY_REDIS=rediss://nobody:1 runs wait redis --timeout 1 2>&1) && grep -q WARNING <<<"$text"; }
knows_modules() { [ "$(runs modules 2>/dev/null | grep -c '(schema ')" = 18 ]; }
no_writing() { ! unshare --mount -- bash -c 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && touch "$1/app/x"' - "$place" 2>/dev/null; }
has_bill() { node -e 'const b = require(process.argv[1]); process.exit(b.bomFormat === "CycloneDX" && b.components.length > 100 ? 0 : 1)' "$place/app/sbom/bakery.cdx.json"; }

check "no shell and no package manager" no_shell
check "no file that gives rights" no_setuid
check "its user is 1654" test "$("${tool[@]}" inspect --type image --format '{{.OCIv1.Config.User}}' localhost/bakery-ia)" = 1654:1654
check "native libraries find what they need" natives
check "the root is not written" no_writing
check "wait says what it does not understand" not_understood
check "wait redis warns and goes on" given_up
check "18 modules start up as user 1654 on a read-only root" knows_modules
check "the dashboard is in it" test -f "$place/app/web/index.html"
check "the bill of materials is in it" has_bill
echo "  size: $(du -sm "$place" | cut -f 1) MB"
exit $failed

# Sourced by deploy/quickstart, tests/run and .ci/run: installs what deploy/packages.txt lists and the machine lacks.

# packages_of SECTION...: the packages of those sections.
packages_of() {
  local section wanted=" $* "
  while read -r line; do
    case "$line" in
      '' | '#'*) ;;
      '['*) section=" ${line:1:-1} " ;;
      *) [[ "$wanted" == *"$section"* ]] && printf '%s\n' "$line" ;;
    esac
  done <"$ROOT/deploy/packages.txt"
}

# install_packages SECTION...: says what it installs; a clear word when it can't.
install_packages() {
  local missing=() package
  for package in $(packages_of "$@"); do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing and need root: run this as root, or install sudo." >&2; return 1; }
    sudo=(sudo)
  fi
  local log
  log=$(mktemp)
  if ! { "${sudo[@]}" apt-get update -q &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    echo "A package could not be installed (the lines above say why). Install by hand: apt-get install ${missing[*]}" >&2
    return 1
  fi
  rm -f "$log"
}

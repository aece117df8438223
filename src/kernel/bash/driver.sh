# The shell kernel where there is no bash: `sh driver.sh NONCE STATE_DIR`, POSIX words only.
#
# It speaks like driver.bash, but each step is a process of its own:
# the directory and the exported variables are kept, functions and other variables are not.
exec 9<&0 8>&1 </dev/null >/dev/null 2>&1
__ci_dir=$2 __ci_int= __ci_told=
set --
trap '__ci_int=1' INT
[ -s "$__ci_dir/cwd" ] && cd "$(cat "$__ci_dir/cwd")"
printf '\n{"t":"ready","k":"","version":"sh","pid":%s}\n' "$$" >&9

# The JSON string of $1; newlines and characters that are not printable become `?`.
__ci_quote() {
  printf '%s' "$1" | LC_ALL=C tr -c ' -~' '?' | sed 's/[\\"]/\\&/g; s/^/"/; s/$/"/'
}

while :; do
  __ci_int=
  IFS=' ' read -r __ci_word __ci_n __ci_k __ci_file <&9 || { [ -n "$__ci_int" ] && continue; exit 0; }
  case $__ci_word in quit) exit 0 ;; run) ;; *) continue ;; esac
  if [ -z "$__ci_told" ]; then
    echo 'There is no bash on this machine: each step runs in a new sh; the directory and exported variables are kept.' >&8
    __ci_told=1
  fi
  (
    trap - INT
    trap 'pwd >"$__ci_dir/cwd"; export -p >"$__ci_dir/env"' EXIT
    . "$__ci_file"
  ) </dev/null >&8 2>&8 8>&- 9>&-
  __ci_rc=$?
  [ -s "$__ci_dir/env" ] && . "$__ci_dir/env"
  [ -s "$__ci_dir/cwd" ] && cd "$(cat "$__ci_dir/cwd")"
  __ci_status=ok __ci_error=null
  [ "$__ci_rc" -ne 0 ] && __ci_status=error __ci_error="\"exit status $__ci_rc\""
  [ -n "$__ci_int" ] && __ci_status=interrupted __ci_error=null
  printf '\n{"t":"done","k":"%s","n":%s,"status":"%s","result":null,"error":%s,"traceback":null,"cwd":%s}\n' \
    "$__ci_k" "$__ci_n" "$__ci_status" "$__ci_error" "$(__ci_quote "$PWD")" >&9
done

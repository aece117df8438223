# The bash side of a kernel: `bash --norc --noprofile driver.bash NONCE STATE_DIR [TERMINAL]`.
#
# Standard input is the control socket, descriptors 1 and 2 are one output pipe. With TERMINAL they are our
# controlling terminal: one step is run at it, between TERMINAL.enter and TERMINAL.leave.
# Requests: `run N NONCE FILE` sources FILE as step N, `quit` ends. Bash 3.2 must be able to read this file.
# Nothing here starts a process, and every command is a builtin called as one:
# a step may shadow, disable or redefine whatever it likes.

# What whoever started us left open is not for steps; only bash's own copy of this file stays.
for __ci_a in /proc/self/fd/* /dev/fd/*; do
  [[ $__ci_a -ef $0 || ${__ci_a##*/} == [012] || ${__ci_a##*/} == *[!0-9]* ]] || eval "exec ${__ci_a##*/}>&-"
done 2>/dev/null

# Bash saves a redirected descriptor as the first free one from 10 on, close-on-exec; a copy of that
# is close-on-exec too.
exec 10>&-
{ exec 230<&10; } </dev/null
{ exec 231>&10; } >/dev/null
exec 0</dev/null 1>/dev/null 2>/dev/null

# A snapshot is complete once the commit file of its slot holds its number; the higher number is newer.
__ci_a=0 __ci_b=0
[ -s "$2/commit.0" ] && read -r __ci_a <"$2/commit.0"
[ -s "$2/commit.1" ] && read -r __ci_b <"$2/commit.1"
[ "$__ci_b" -gt "$__ci_a" ] && __ci_a=$__ci_b
__ci_b=$(umask)
umask 077
: >>"$2/state.0" && : >>"$2/state.1" && : >>"$2/commit.0" && : >>"$2/commit.1" && : >>"$2/names"
# What is there before the first step is not of the session, and is not told as its variables.
[ -s "$2/base" ] || { declare -p; declare -F; } >"$2/base"
umask "$__ci_b"
shopt -s expand_aliases
set -- "$1" "$2" "$__ci_a" "$PWD" "${BASH_VERSION%%(*}" "${BASHOPTS-}" "${3-}"
__ci_wanted=$PWD
# It brings back old values of the driver's own names as well; they are set anew below.
[ "$3" -gt 0 ] && . "$2/state.$(($3 % 2))"
shopt -s expand_aliases
__ci_k=$1 __ci_dir=$2 __ci_seq=$3 __ci_n= __ci_rc=0 __ci_int= __ci_trap= __ci_notice= __ci_line= __ci_file= __ci_q= __ci_shopt=$6 __ci_tty=$7
[[ -n $__ci_tty ]] && builtin . "$__ci_tty.enter"
unset -v __ci_a __ci_b
if ! [[ $__ci_wanted -ef . ]]; then
  cd -- "$4" || cd /
  __ci_notice="The directory $__ci_wanted is gone; the shell is in $PWD now."
fi

# Sets __ci_q to $1 as a JSON string of ASCII; bytes that are not UTF-8 become U+FFFD.
__ci_quote() {
  local LC_ALL=C
  case $1 in
    *[!A-Za-z0-9/._\ +,:@=-]*) __ci_s=$1 __ci_i=0 __ci_need=0 __ci_q='"' ;;
    *) __ci_q="\"$1\""; return ;;
  esac
  while [[ __ci_i -lt ${#__ci_s} ]]; do
    builtin printf -v __ci_c %d "'${__ci_s:__ci_i:1}"
    __ci_c=$((__ci_c & 255)) __ci_i=$((__ci_i + 1))
    if [[ __ci_need -gt 0 && $((__ci_c & 192)) -eq 128 ]]; then
      __ci_code=$((__ci_code << 6 | __ci_c & 63)) __ci_need=$((__ci_need - 1))
      [[ __ci_need -gt 0 ]] || __ci_code_point
      continue
    fi
    [[ __ci_need -gt 0 ]] && __ci_q="$__ci_q\\ufffd"
    __ci_need=0
    if [[ __ci_c -lt 32 || __ci_c -eq 34 || __ci_c -eq 92 || __ci_c -eq 127 ]]; then
      builtin printf -v __ci_u '\\u%04x' "$__ci_c"
      __ci_q=$__ci_q$__ci_u
    elif [[ __ci_c -lt 128 ]]; then __ci_q=$__ci_q${__ci_s:__ci_i-1:1}
    elif [[ __ci_c -ge 194 && __ci_c -lt 224 ]]; then __ci_need=1 __ci_code=$((__ci_c & 31)) __ci_least=128
    elif [[ __ci_c -ge 224 && __ci_c -lt 240 ]]; then __ci_need=2 __ci_code=$((__ci_c & 15)) __ci_least=2048
    elif [[ __ci_c -ge 240 && __ci_c -lt 245 ]]; then __ci_need=3 __ci_code=$((__ci_c & 7)) __ci_least=65536
    else __ci_q="$__ci_q\\ufffd"; fi
  done
  [[ __ci_need -gt 0 ]] && __ci_q="$__ci_q\\ufffd"
  __ci_q="$__ci_q\""
}
__ci_code_point() {
  if [[ __ci_code -lt __ci_least || __ci_code -gt 1114111 ]] || [[ __ci_code -ge 55296 && __ci_code -le 57343 ]]; then
    __ci_code=65533
  fi
  if [[ __ci_code -gt 65535 ]]; then
    __ci_code=$((__ci_code - 65536))
    builtin printf -v __ci_u '\\u%04x\\u%04x' "$((55296 + (__ci_code >> 10)))" "$((56320 + (__ci_code & 1023)))"
  else
    builtin printf -v __ci_u '\\u%04x' "$__ci_code"
  fi
  __ci_q=$__ci_q$__ci_u
}

# Undoes a step that defined a function `builtin` or disabled a builtin. In POSIX mode `unset` is
# found before functions, and an assignment, which turns that mode on, cannot be shadowed.
__ci_check() {
  __ci_q=
  builtin printf -v __ci_q ok
  [[ $__ci_q == ok ]] && return
  POSIXLY_CORRECT=1
  \unset -f builtin enable unset
  \unset -v POSIXLY_CORRECT
  builtin enable printf declare alias shopt read cd pwd set unset trap umask eval .
  builtin shopt -s expand_aliases
  builtin shopt -u inherit_errexit
  __ci_q=
  builtin printf -v __ci_q ok
  [[ $__ci_q == ok ]] || { __ci_n=; exit 1; }
}

# Writes what a fresh shell needs to go on. What it must not take over is refused when it is read back.
# Files are written over, never cut: a disk may be made to wait for one that was cut. What is left of
# a longer snapshot stands behind `return`.
__ci_snap() {
  [[ -n $__ci_tty ]] && builtin . "$__ci_tty.leave"
  __ci_seq=$((__ci_seq + 1))
  builtin printf '0\n' 1<>"$__ci_dir/commit.$((__ci_seq % 2))" || return
  {
    builtin printf 'cd -- %q\n' "$PWD"
    builtin declare -p
    builtin printf '__ci_wanted=%q\n' "$PWD"
    builtin umask -p
    [[ -n $__ci_shopt && $BASHOPTS == "$__ci_shopt" ]] || builtin shopt -p
    builtin alias -p
    __ci_functions
    builtin printf '\nreturn\n'
  } 1<>"$__ci_dir/state.$((__ci_seq % 2))" || return
  builtin printf '%s\n' "$__ci_seq" 1<>"$__ci_dir/commit.$((__ci_seq % 2))"
}

# The user's functions: bash writes line by line, so ours would cost more than all the rest.
__ci_functions() {
  { builtin declare -F; builtin printf '.\n'; } 1<>"$__ci_dir/names"
  while builtin read -r __ci_q; do
    [[ $__ci_q == . ]] && break
    [[ $__ci_q == *" __ci_"* || $__ci_q == *" trap" ]] && continue
    builtin declare -f -- "${__ci_q##* }"
    [[ $__ci_q == "declare -fx"* ]] && builtin printf '%s\n' "$__ci_q"
  done <"$__ci_dir/names"
}

# Ends the step with status $1.
__ci_say() {
  __ci_cwd=null __ci_error=null
  [[ $PWD -ef . ]] || PWD=$(builtin pwd)
  if [[ $PWD -ef . ]]; then __ci_quote "$PWD"; __ci_cwd=$__ci_q; fi
  [[ __ci_rc -ne 0 ]] && __ci_error="\"exit status $__ci_rc\""
  [[ -n $__ci_int ]] && __ci_error='"interrupted"'
  # An interrupt that comes after the word is out must find no step.
  __ci_q=$__ci_n __ci_n=
  builtin printf '\n{"t":"done","k":"%s","n":%s,"status":"%s","result":null,"error":%s,"traceback":null,"cwd":%s}\n' \
    "$__ci_k" "$__ci_q" "$1" "$__ci_error" "$__ci_cwd" >&230
}

# The shell ends inside a step: `exit`, `set -e`, an interrupt. The next one goes on from the snapshot.
__ci_exit() {
  __ci_rc=$?
  builtin set +aefkmntuvxCET +o pipefail
  builtin trap - DEBUG ERR RETURN
  __ci_farewell
  exec 1>/dev/null 2>/dev/null
  __ci_check
  [[ -n $__ci_n ]] || return 0
  __ci_snap
  __ci_say exited
}
__ci_status() { return "$1"; }

# Runs what the step left for its end, in a subshell: an `exit` in there ends only that.
__ci_farewell() {
  [[ -n $__ci_trap ]] || return 0
  (__ci_status "$__ci_rc"; builtin eval "$__ci_trap"; exit "$__ci_rc")
  __ci_rc=$? __ci_trap=
}

# What a step wants done at exit is done at its end; inside a subshell it is bash's own affair.
trap() {
  if [[ $BASH_SUBSHELL -gt 0 || $# -lt 2 || $1 == -[lpP]* ]]; then builtin trap "$@"; return; fi
  [[ $1 == -- ]] && builtin shift
  __ci_action=$1
  while [[ $# -gt 1 ]]; do
    builtin shift
    case $1 in
      0 | EXIT | exit | SIGEXIT) __ci_trap=$__ci_action; [[ $__ci_trap == - ]] && __ci_trap= ;;
      *) builtin trap -- "$__ci_action" "$1" || return ;;
    esac
  done
}
__ci_arm() {
  builtin trap '__ci_exit' EXIT
  # At a terminal bash itself knows best: it ends with a program that an interrupt ended, and only then.
  if [[ -n $__ci_tty ]]; then builtin trap - INT
  else builtin trap '[[ -z $__ci_n ]] || { __ci_int=1; exit 130; }' INT; fi
}
readonly -f __ci_quote __ci_code_point __ci_check __ci_functions __ci_snap __ci_say __ci_exit __ci_status __ci_arm __ci_farewell
__ci_arm
builtin trap 'exit 143' TERM
builtin trap 'exit 129' HUP
printf '\n{"t":"ready","k":"%s","version":"%s","pid":%s}\n' "$1" "$5" "$$" >&230
set --

# A stray `break` of a step ends the inner loop only, a stray `continue` is met at its top.
while :; do
  while :; do
    if [[ -n $__ci_n ]]; then
      {
        builtin set +aefkmntuvxCET +o pipefail
        builtin trap - DEBUG ERR RETURN
      } 2>/dev/null
      __ci_check
      __ci_farewell </dev/null 1>&231 2>&231
      __ci_arm
      __ci_snap
      if [[ __ci_rc -eq 0 ]]; then __ci_say ok; else __ci_say error; fi
      [[ -z $__ci_tty ]] || exit 0
    fi
    [[ -n $__ci_dir ]] || exit 1
    __ci_line=
    builtin read -r __ci_line <&230 || { [[ $? -gt 128 ]] && continue; exit 0; }
    [[ $__ci_line == quit ]] && exit 0
    [[ $__ci_line == "run "*" "*" "* ]] || continue
    __ci_line=${__ci_line#run } __ci_int=
    __ci_n=${__ci_line%% *} __ci_line=${__ci_line#* }
    __ci_k=${__ci_line%% *} __ci_file=${__ci_line#* }
    if [[ -n $__ci_notice ]]; then builtin printf '%s\n' "$__ci_notice" >&231; __ci_notice=; fi
    __ci_prev=$__ci_rc __ci_rc=0
    case $__ci_tty in
      '') __ci_status "$__ci_prev"; builtin . "$__ci_file" </dev/null 1>&231 2>&231 ;;
      *) __ci_status "$__ci_prev"; builtin . "$__ci_file" <&231 1>&231 2>&231 ;;
    esac
    { __ci_rc=$?; } 2>/dev/null
  done
done

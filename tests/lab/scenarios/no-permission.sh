# Not root: plan works and says what it could not see; apply refuses with exit 3.
. "$LAB_LIB"
lab_up
as_nobody() { in_host setpriv --reuid 65534 --regid 65534 --clear-groups env XDG_STATE_HOME=/tmp/nobody "$LACPPAIR" "$@"; }

snapshot before
expect 0 as_nobody plan --offline
expect 3 as_nobody apply
says root
unchanged before

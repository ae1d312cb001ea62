# Not root: plan works; apply refuses with exit 3 and changes nothing.
. "$LAB_LIB"
lab_up
# Where the checkout is, nobody may not be allowed to look.
install -m 755 "$LACPPAIR" ./as-nobody
as_nobody() {
	in_host setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent ./as-nobody "$@"
}

snapshot before
expect 0 as_nobody plan --offline
expect 3 as_nobody apply
says root
unchanged before

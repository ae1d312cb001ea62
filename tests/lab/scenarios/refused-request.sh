# slow
# The kernel refuses each change request of an apply in turn, then the answer to each call is lost:
# every time apply says which link and what the kernel said, and the host is as before, compared.
# Where the undo is refused too, the guard undoes; where that is refused, what is left is listed.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/refuse.sh"
lab_cables
write_intent

sed -i '/br4[34]:/d' lacppair.yaml
refuse_each "from nothing" apply

echo "-- the undo is refused as well: the guard undoes"
run_with "LACPPAIR_REFUSE=12-999" apply
equal $? 1 || fail "$(<out)"
tail -n 2 out
OUTPUT=$(<out)
says "; undone by the guard: the host is as before"
silent_about "Left to do"
as_before

echo "-- and the guard's: what is left is listed, and done by hand"
run_with "LACPPAIR_REFUSE=5-999 LACPPAIR_REFUSE_GUARD=1-999" apply
equal $? 4 || fail "$(<out)"
tail -n 2 out
OUTPUT=$(<out)
says "not all of it could be undone" "Left to do: " "by hand: " "ip link delete bond0"
expect 0 lacppair status
says "not fully undone"
in_host bash -c "$(sed -n 's/.*by hand: //p' out)" || fail "the commands do not work"
as_before

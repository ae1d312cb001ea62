# What is already so is not touched: a second push sends no line of configuration, a second apply
# changes nothing that the kernel would tell of.
. "$LAB_LIB"
lab_up

pair_up
before=$(log_lines)
expect 0 lacppair push --switch sw1
says unchanged
check "no line of configuration was sent" equal "$(configured_since "$before")" ""

snapshot before
# A starved kernel loses a LACPDU and tells of that; what apply changes is told every time.
for _ in 1 2 3; do
	monitor_start host
	expect 0 lacppair apply
	says unchanged
	monitor_stop host
	[ -s monitor.host ] || break
	cat monitor.host
done
check "the kernel tells of no change" equal "$(cat monitor.host)" ""
unchanged before

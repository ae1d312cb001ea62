# slow
# verify --watch: lines where there is no terminal, a picture drawn over itself where there is one.
. "$LAB_LIB"
lab_up

pair_up
expect 0 lacppair verify --watch --timeout 6
says "+" "member" "system" "eno1         up" "bond0: up, 2 of 2 members"
in_host script -qec "$LACPPAIR verify --watch --timeout 6" /dev/null </dev/null >terminal.txt 2>&1
check "its exit status on a terminal" equal $? 0
check "the picture is drawn over itself" grep -q $'\033\[[0-9]*A' terminal.txt
check "no line is cleared before it is written" test "$(grep -c $'^\033\[2K' terminal.txt)" = 0
check "the cursor comes back" grep -q $'\033\[?25h' terminal.txt
tail -n 20 terminal.txt
in_host ip link set eno2 down
expect 1 lacppair verify --watch --timeout 9
says "eno2         not-up  down" "error bond0/eno2: no-carrier" "bond0: NOT UP"

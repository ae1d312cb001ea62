# A member that carries an address, or a route, is somebody's way into the machine: refused.
. "$LAB_LIB"
lab_up
ip -n host addr add 203.0.113.5/24 dev eno2
ip -n host link set eno2 up
is_up() { [[ $(ip -n host link show eno2) == *"state UP"* ]]; }
wait_for 20 is_up

snapshot before
expect 1 lacppair apply
says eno2 203.0.113.5
unchanged before

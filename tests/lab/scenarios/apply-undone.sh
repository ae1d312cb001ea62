# The kernel refuses a step half way: a macvlan of another namespace sits on eno2, which no plan
# can see, and the bond cannot take it. What was done is undone.
. "$LAB_LIB"
lab_up
modprobe -q macvlan
ip netns add hidden
ip -n host link add link eno2 name mv0 netns hidden type macvlan

snapshot before
expect 1 lacppair apply
says eno2
unchanged before

# A NIC of the file is not in the machine: refused before anything is touched.
. "$LAB_LIB"
lab_up
ip -n host link set eno2 name eno9

snapshot before
expect 3 lacppair apply
says eno2 eno9
unchanged before

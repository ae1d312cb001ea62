# The file's only host has another name than this machine: apply and live verify refuse.
. "$LAB_LIB"
lab_up
hostname kvm7

snapshot before
expect 2 lacppair apply
says kvm7 --host
expect 2 lacppair verify
says --host
unchanged before
expect 0 lacppair apply --host kvm1 --confirm now

# slow
# Partners who are not who they should be, one after the other: each gets its own headline.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/partners.sh"
lab_up
expect 0 lacppair apply --confirm now

headline partner-port-duplicate "" "" port=1
headline partner-key-differs "" "" key=12
headline partner-system-differs "" "" system=00:1e:49:00:00:01
headline system-id-duplicate "" "" system=02:00:00:00:01:01
headline loopback-reflected "" "" "system=02:00:00:00:01:01 source=02:00:00:00:02:01"
headline loopback-between-members "" "" "system=02:00:00:00:01:01 source=02:00:00:00:01:01"
ip netns exec sw "$PARTNER" gi2-0-1 port=3 system=00:1e:49:00:00:02 source=00:1e:49:00:00:03 &
third=$!
headline several-talkers "" "" ""
kill $third

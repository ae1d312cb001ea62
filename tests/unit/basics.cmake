lacppair_test(test_vlanset SOURCES common/vlanset.c)
lacppair_test(test_names SOURCES common/ifname.c common/net.c)
lacppair_test(test_bondopt SOURCES common/bondopt.c)

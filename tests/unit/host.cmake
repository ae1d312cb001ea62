set(HOST_VALUES common/arena.c common/buf.c common/err.c common/net.c common/vlanset.c
  common/bondopt.c common/report.c common/host_state.c)
set(HOST_DIFF common/want_host.c common/diff_host.c common/diff_host_undo.c
  common/diff_host_refuse.c common/host_sim.c common/step.c common/step_text.c)
lacppair_test(test_want_host SOURCES ${HOST_VALUES} ${HOST_DIFF})
lacppair_test(test_diff_host SOURCES ${HOST_VALUES} ${HOST_DIFF})
lacppair_test(test_refuse_host SOURCES ${HOST_VALUES} ${HOST_DIFF})

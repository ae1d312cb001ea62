set(HOST_VALUES common/arena.c common/buf.c common/err.c common/net.c common/vlanset.c
  common/bondopt.c common/rule.c common/report.c common/host_state.c common/nametab.c common/link_field.c)
set(HOST_DIFF common/want_host.c common/intent_find.c common/diff_host.c common/diff_host_phase.c common/diff_host_bond.c
  common/diff_host_addr.c common/diff_host_mtu.c common/diff_host_undo.c common/diff_host_refuse.c
  common/adopt.c common/stage.c common/route_loss.c common/host_extra.c common/host_sim.c common/step.c common/step_text.c)
lacppair_test(test_arena SOURCES common/arena.c)
lacppair_test(test_want_host SOURCES ${HOST_VALUES} ${HOST_DIFF})
lacppair_test(test_host_sim SOURCES ${HOST_VALUES} common/host_sim.c)
foreach(name test_diff_host test_diff_host_mtu test_diff_host_undo)
  lacppair_test(${name} SOURCES ${HOST_VALUES} ${HOST_DIFF})
endforeach()
lacppair_test(test_refuse_host SOURCES ${HOST_VALUES} ${HOST_DIFF})
lacppair_test(test_adopt SOURCES ${HOST_VALUES} ${HOST_DIFF} common/announce.c)
lacppair_test(test_stage SOURCES ${HOST_VALUES} ${HOST_DIFF})
set(HOST_NL ${HOST_VALUES} common/cursor.c host/attrs.c host/decode.c host/decode_ip.c host/encode.c
  host/encode_vlans.c host/events.c host/nl_answer.c host/session.c host/stats.c host/nl.c)
foreach(name test_host_nl test_host_nl_ip test_nl_answer)
  lacppair_test(${name} SOURCES ${HOST_NL} LIBS PkgConfig::LIBNL)
endforeach()
lacppair_test(test_host_state SOURCES ${HOST_VALUES} common/cursor.c host/write.c host/refusal.c host/testpoint.c host/nl.c
  host/nl_answer.c host/read.c host/reading.c host/attrs.c host/decode.c host/decode_ip.c host/encode.c host/encode_vlans.c host/session.c
  LIBS PkgConfig::LIBNL)
lacppair_test(test_apply_limits SOURCES ${HOST_VALUES} host/apply_limits.c)
lacppair_test(test_wait SOURCES ${HOST_VALUES} common/cursor.c host/wait.c host/events.c host/nl.c host/nl_answer.c
  host/read.c host/reading.c host/attrs.c host/decode.c host/decode_ip.c host/session.c LIBS PkgConfig::LIBNL)
lacppair_fuzz(fuzz_nl SOURCES ${HOST_VALUES} common/cursor.c host/attrs.c host/decode.c host/decode_ip.c host/nl_answer.c LIBS PkgConfig::LIBNL)

# The host side against a real kernel: tests/lab/scenarios/host-side.sh runs it.
add_executable(host_probe ${CMAKE_CURRENT_SOURCE_DIR}/lab/host_probe.c)
target_link_libraries(host_probe PRIVATE host)

# bondopt_table against a real kernel: tests/lab/scenarios/bond-options.sh runs it.
add_executable(bondopt_probe ${CMAKE_CURRENT_SOURCE_DIR}/lab/bondopt_probe.c)
target_link_libraries(bondopt_probe PRIVATE host)

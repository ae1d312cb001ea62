# A host's plan and state as files. HOST_VALUES and HOST_DIFF are of host.cmake.
set(SAVED common/managers.c common/managers_text.c common/saved_plan.c common/host_compare.c cli/state_json.c cli/rule_json.c cli/plan_file.c cli/lines_json.c)
lacppair_test(test_saved_plan SOURCES ${HOST_VALUES} ${HOST_DIFF} ${SAVED} LIBS PkgConfig::JANSSON)
lacppair_fuzz(fuzz_plan_file SOURCES ${HOST_VALUES} ${HOST_DIFF} ${SAVED} LIBS PkgConfig::JANSSON)
lacppair_test(test_import LIBS common)
lacppair_test(test_extra SOURCES ${HOST_VALUES} ${HOST_DIFF} common/want_remove.c)
set(MANAGERS common/managers.c common/managers_text.c)
lacppair_test(test_managers SOURCES ${HOST_VALUES} ${HOST_DIFF} ${MANAGERS} host/managers_read.c host/managers_ask.c common/fd.c)
lacppair_fuzz(fuzz_managers SOURCES ${HOST_VALUES} ${HOST_DIFF} ${MANAGERS})

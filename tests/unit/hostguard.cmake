set(SNAPSHOT common/snapshot.c common/cursor.c common/link_field.c ${HOST_VALUES})
lacppair_test(test_snapshot SOURCES ${SNAPSHOT})
lacppair_test(test_guard_file SOURCES host/guard_file.c ${SNAPSHOT})
lacppair_fuzz(fuzz_snapshot SOURCES ${SNAPSHOT})

# The fuzz targets of another build (preset fuzz, clang) as tests of this one, so that one ctest run
# sums up all. Seeds are in the target's folder; what is found goes to that build.
set(FUZZ_BUILD "" CACHE PATH "The build whose fuzz targets run as tests; empty: none do")
# A test says the same of the same tree twice. To look further: a build of one's own with another
# seed (0: random), more runs and more time.
set(FUZZ_SEED 1 CACHE STRING "The seed of each fuzz target")
set(FUZZ_RUNS 100000 CACHE STRING "How many inputs each fuzz target tries at most")
set(FUZZ_SECONDS 20 CACHE STRING "How long each fuzz target runs at most")
if(NOT FUZZ_BUILD)
  return()
endif()

file(GLOB FUZZERS CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/fuzz_*.c)
foreach(file IN LISTS FUZZERS)
  cmake_path(GET file STEM name)
  file(MAKE_DIRECTORY ${FUZZ_BUILD}/found/${name})
  set(seeds)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/${name})
    set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/${name})
  endif()
  add_test(NAME ${name} COMMAND ${FUZZ_BUILD}/tests/${name} -seed=${FUZZ_SEED}
    -runs=${FUZZ_RUNS} -max_total_time=${FUZZ_SECONDS} -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
    -artifact_prefix=${FUZZ_BUILD}/found/${name}- ${FUZZ_BUILD}/found/${name} ${seeds})
  math(EXPR limit "${FUZZ_SECONDS} * 3 + 60")
  set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT ${limit}
    ENVIRONMENT "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1")
endforeach()

# And that they would find something: planted.list has an overread for each reader, a minute each.
add_test(NAME planted COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/planted)
set_tests_properties(planted PROPERTIES LABELS "fuzz;slow" TIMEOUT 7200
  ENVIRONMENT "PLANTED_BUILD=${FUZZ_BUILD}/planted")

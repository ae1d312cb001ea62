# Every scenario is a test. The lab's kernel may be User Mode Linux, where AddressSanitizer cannot
# run, so the lacppair that the lab runs is another build's.
option(LAB "Run the lab's scenarios" ON)
set(LAB_BUILD ${CMAKE_SOURCE_DIR}/build/dev CACHE PATH "The build whose lacppair the lab runs")

# Everything that scenarios run: `cmake --build LAB_BUILD --target lab_programs`.
add_custom_target(lab_programs DEPENDS lacppair say_neighbor lacp_partner)
file(GLOB PROBES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/lab/*_probe.c)
foreach(file IN LISTS PROBES)
  cmake_path(GET file STEM name)
  add_dependencies(lab_programs ${name})
endforeach()

# The program with a kernel that refuses what a scenario names: refuse.c says how.
add_executable(lacppair_refuse ${CMAKE_CURRENT_SOURCE_DIR}/lab/refuse.c $<TARGET_OBJECTS:lacppair>)
target_link_libraries(lacppair_refuse PRIVATE host switch common PkgConfig::JANSSON PkgConfig::LIBNL)
target_link_options(lacppair_refuse PRIVATE -Wl,--wrap=sendmsg -Wl,--wrap=recvmsg)
add_dependencies(lab_programs lacppair_refuse)
if(NOT LAB)
  return()
endif()

# Scenarios that take long say so in their first lines: "# slow".
file(GLOB SCENARIOS CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/lab/scenarios/*.sh)
foreach(file IN LISTS SCENARIOS)
  cmake_path(GET file STEM name)
  file(STRINGS ${file} head LIMIT_COUNT 5)
  set(labels lab)
  set(timeout 120)
  if(head MATCHES "# slow")
    list(APPEND labels slow)
    set(timeout 400)
  endif()
  # The runner stops by itself before ctest kills it, and then tidies up.
  math(EXPR limit "${timeout} - 10")
  add_test(NAME lab_${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/lab/run ${name})
  set_tests_properties(lab_${name} PROPERTIES LABELS "${labels}" TIMEOUT ${timeout}
    ENVIRONMENT "LACPPAIR=${LAB_BUILD}/lacppair;LAB_LIMIT=${limit}")
endforeach()

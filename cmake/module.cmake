# add_module(PATH EXPOSES modules... USES modules-or-parts...)
#
# PATH is the folder below src/; its last word is the module's name. A module may use only what is declared above it:
# anything else is refused here, at configure time. api/ is what others see, src/ is its own; sql/ and migrations/
# become typed statements. Sources are globbed here and nowhere else.
function(add_module path)
  cmake_parse_arguments(M "" "" "EXPOSES;USES" ${ARGN})
  get_filename_component(name ${path} NAME)
  set(dir ${CMAKE_CURRENT_SOURCE_DIR}/${path})
  foreach(dep ${M_EXPOSES} ${M_USES})
    if(NOT TARGET ${dep})
      message(FATAL_ERROR "module ${name} uses '${dep}', which is not declared above it in src/CMakeLists.txt")
    endif()
  endforeach()

  file(GLOB sources CONFIGURE_DEPENDS ${dir}/src/*.cpp ${dir}/src/*/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${dir}/api/${name}/*.h)
  file(GLOB statements CONFIGURE_DEPENDS ${dir}/sql/*.sql)
  file(GLOB migrations CONFIGURE_DEPENDS ${dir}/migrations/*.sql)
  if(statements OR migrations)
    _generate_sql(${name} ${dir} "${M_EXPOSES};${M_USES}" "${statements};${migrations}" generated)
    list(APPEND sources ${generated})
  endif()

  if(sources)
    add_library(${name} STATIC ${sources})
    set(scope PUBLIC)
    target_include_directories(${name} PRIVATE ${dir}/src ${CMAKE_BINARY_DIR}/generated/${name})
    target_link_libraries(${name} PRIVATE ${M_USES})
    _strict(${name})
    _join(${name} 8)
    _precompile(${name} ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_sources(${name} ${scope} FILE_SET HEADERS BASE_DIRS ${dir}/api FILES ${headers})
  target_link_libraries(${name} ${scope} ${M_EXPOSES})
  set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  _add_tests(${name} ${dir})
endfunction()

function(_strict target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers
                                           -Werror=return-type -Werror=unused-result
                                           $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds>) # gcc 12 errs there (PR 105651)
endfunction()

# Headers that most sources include are parsed once: the first target makes them, the others take them over. A source still
# includes what it uses: without the precompiled header it builds all the same (the headers check does so).
function(_precompile target header)
  get_property(first GLOBAL PROPERTY BANXING_PRECOMPILED_${header})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_precompile_headers(${target} PRIVATE ${header})
    set_property(GLOBAL PROPERTY BANXING_PRECOMPILED_${header} ${target})
  endif()
endfunction()

# Several sources are compiled as one: from nothing that takes a third of the time (docs/decisions/0048). The preset `dev`
# compiles them apart, so that each source is seen to include what it uses.
function(_join target batch)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${BANXING_JOIN} UNITY_BUILD_BATCH_SIZE ${batch})
endfunction()

function(_generate_sql name dir uses files out)
  set(gen ${CMAKE_BINARY_DIR}/generated/${name})
  list(JOIN uses "," used)
  set(tool ${PROJECT_SOURCE_DIR}/tools/sqlgen.py)
  add_custom_command(
    OUTPUT ${gen}/${name}_sql.h ${gen}/${name}_sql.cpp
    COMMAND ${Python3_EXECUTABLE} ${tool} --module ${name} --dir ${dir} --out ${gen} --uses "${used}"
    DEPENDS ${tool} ${files}
    DEPFILE ${gen}/${name}_sql.d
    COMMENT "SQL of ${name}")
  set(${out} ${gen}/${name}_sql.cpp ${gen}/${name}_sql.h PARENT_SCOPE)
endfunction()

# A program from the sources of a module's folder: it sees the module's inside and what the module uses.
function(_program name module dir)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${dir}/src ${dir}/test ${CMAKE_BINARY_DIR}/generated/${module})
  target_compile_definitions(${name} PRIVATE BANXING_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  get_target_property(kind ${module} TYPE)
  if(NOT kind STREQUAL "INTERFACE_LIBRARY")
    get_target_property(uses ${module} LINK_LIBRARIES)
    if(uses) # a module may need nothing
      target_link_libraries(${name} PRIVATE ${uses})
    endif()
  endif()
  target_link_libraries(${name} PRIVATE ${module})
  if(dir MATCHES "/src/(services|edges|platform/db)")
    target_link_libraries(${name} PRIVATE $<TARGET_NAME_IF_EXISTS:db_testing>) # storage is tested on every database
  endif()
  _strict(${name})
endfunction()

function(_add_tests name dir)
  file(GLOB tests CONFIGURE_DEPENDS ${dir}/test/*_test.cpp)
  if(BANXING_TESTS AND tests)
    _program(${name}_test ${name} ${dir} ${tests})
    target_link_libraries(${name}_test PRIVATE part::rapidcheck part::json part::expected GTest::gtest GTest::gtest_main)
    if(dir MATCHES "/src/(services|edges)/")
      _join(${name}_test 4)
    endif()
    _precompile(${name}_test ${PROJECT_SOURCE_DIR}/cmake/precompiled_test.h)
    set_property(GLOBAL APPEND PROPERTY BANXING_TEST_TARGETS ${name}_test)
  endif()
  file(GLOB benches CONFIGURE_DEPENDS ${dir}/bench/*_bench.cpp)
  if(BANXING_BENCH AND benches)
    _program(${name}_bench ${name} ${dir} ${benches})
    target_link_libraries(${name}_bench PRIVATE benchmark::benchmark benchmark::benchmark_main)
    set_property(GLOBAL APPEND PROPERTY BANXING_BENCH_TARGETS ${name}_bench)
  endif()
  file(GLOB fuzzers CONFIGURE_DEPENDS ${dir}/fuzz/*_fuzz.cpp)
  if(BANXING_FUZZ)
    foreach(source ${fuzzers})
      get_filename_component(fuzzer ${source} NAME_WE)
      _program(${fuzzer} ${name} ${dir} ${source})
      target_link_options(${fuzzer} PRIVATE -fsanitize=fuzzer)
      set_property(GLOBAL APPEND PROPERTY BANXING_FUZZ_TARGETS ${fuzzer})
    endforeach()
  endif()
endfunction()

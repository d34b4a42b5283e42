# What every one of our own targets is compiled with.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(CLEARWAY_SANITIZE "" CACHE STRING "comma-separated sanitizers, e.g. address,undefined")
option(CLEARWAY_FUZZ "build the libFuzzer targets (clang only)" OFF)

# A compiler cache, where there is one, makes a second build directory cheap, and a second checkout too: paths are
# hashed as seen from the source folder. (What has its headers read once, below, is found again in its own folder only.)
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=true
    CCACHE_SLOPPINESS=pch_defines,time_macros  # else it passes over what has precompiled headers
    CCACHE_DEPEND=true  # what it does not have yet is compiled, without being preprocessed first
    ${CCACHE})
endif()

include(cmake/large_pages.cmake)
if(LARGE_PAGES)
  list(PREPEND CMAKE_CXX_COMPILER_LAUNCHER ${LARGE_PAGES})
  if(CMAKE_CXX_CLANG_TIDY)
    list(PREPEND CMAKE_CXX_CLANG_TIDY ${LARGE_PAGES})
  endif()
endif()

add_library(clearway_options INTERFACE)
target_include_directories(clearway_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(clearway_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -fstack-protector-strong
  # A designated initialiser says what it leaves out: the rest has its default. A new member must not break every room.
  -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ 12's own stable_sort calls a function that it has deprecated; clang says so where it is instantiated.
  target_compile_options(clearway_options INTERFACE -Wno-deprecated-declarations)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(clearway_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # At -O3 GCC 12 sees overflows and uninitialised memory in correct std::vector and std::optional code (GCC bugs
    # 100366, 107852, 80635); AddressSanitizer and clang-tidy see the real ones.
    target_compile_options(clearway_options INTERFACE
      -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-uninitialized)
  endif()
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these on correct code of std::string and std::variant when it inlines (GCC bugs 105329, 105651).
  target_compile_options(clearway_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CLEARWAY_SANITIZE)
  target_compile_options(clearway_options INTERFACE
    -fsanitize=${CLEARWAY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  # An empty optional and an index beyond the end are unseen to sanitizers as long as the memory is ours.
  target_compile_definitions(clearway_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(clearway_options INTERFACE -fsanitize=${CLEARWAY_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_link_options(clearway_options INTERFACE -fuse-ld=lld)  # in a third of GNU ld's time
  endif()
endif()
# What is fuzzed tells the fuzzer where it came. Unit tests have nothing to tell, and compile a quarter faster without.
if(CLEARWAY_FUZZ)
  target_compile_options(clearway_options INTERFACE
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:CLEARWAY_UNIT_TEST>>>:-fsanitize=fuzzer-no-link>)
endif()

# Up to half of the time that a compiler takes for a file goes into reading the standard library, and in tests GoogleTest.
# Where everything is built, for a release and under sanitizers, they are read once. The other builds read them in every
# file, and see what one forgets to include.
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR (CLEARWAY_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang"))
  # Some libraries ask for it; what is read once must agree with all that use it.
  target_compile_options(clearway_options INTERFACE -pthread)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(clearway_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")  # ccache wants none
  endif()
  function(clearway_add_read_once name)
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE clearway_options)
    target_precompile_headers(${name} PRIVATE ${ARGN})
  endfunction()
  set(CLEARWAY_READ_ONCE <algorithm> <array> <chrono> <cmath> <expected> <filesystem> <fstream> <functional> <map> <memory>
    <optional> <set> <span> <string> <string_view> <variant> <vector>)
  clearway_add_read_once(read_once ${CLEARWAY_READ_ONCE})
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    clearway_add_read_once(read_once_optimised ${CLEARWAY_READ_ONCE})
    target_compile_options(read_once_optimised PRIVATE -O2)
  endif()
endif()

# clearway_read_once(NAME AS [HEADER...]): the headers of the target AS are read once for this one, if for any. With headers
# of its own, which nearly all its files see and whose paths are from the source folder, it reads them all for itself.
function(clearway_read_once name as)
  if(TARGET ${as} AND ARGN)
    list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/ REGEX "^[^<]")
    get_target_property(headers ${as} PRECOMPILE_HEADERS)
    target_precompile_headers(${name} PRIVATE ${headers} ${ARGN})
  elseif(TARGET ${as})
    set_target_properties(${name} PROPERTIES PRECOMPILE_HEADERS_REUSE_FROM ${as})
  endif()
endfunction()

# clearway_compile_together(NAME [SOURCE...]): what several files of a target use of templates is compiled once: that halves
# the time of these builds. So names in the anonymous namespaces of one target's files must differ. The given files are
# compiled alone, because of names that they have to share with others.
function(clearway_compile_together name)
  if(TARGET read_once)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # It takes our files, which others include now, for headers.
      target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
    endif()
    set_property(SOURCE ${ARGN} PROPERTY SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

# clearway_library(NAME SOURCES... [ALONE SOURCE...] [READ_ONCE HEADER...]) : one static library a folder, the files after
# ALONE compiled alone. Link lists follow with target_link_libraries.
function(clearway_library name)
  cmake_parse_arguments(ARG "" "" "ALONE;READ_ONCE" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS} ${ARG_ALONE})
  target_link_libraries(${name} PUBLIC clearway_options)
  clearway_compile_together(${name} ${ARG_ALONE})
  clearway_read_once(${name} read_once ${ARG_READ_ONCE})
endfunction()

# Every program but tests and benchmarks: what `tools/run` and the flow tests need.
add_custom_target(programs)

# clearway_always_optimise(NAME): in debug builds, too: what tests spend their time in.
function(clearway_always_optimise name)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O2>)
  get_target_property(own_headers ${name} PRECOMPILE_HEADERS)
  if(NOT own_headers)
    clearway_read_once(${name} read_once_optimised)
  endif()
endfunction()

# clearway_program(NAME SOURCES... [ALONE SOURCE...])
function(clearway_program name)
  cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS} ${ARG_ALONE})
  target_link_libraries(${name} PRIVATE clearway_options)
  clearway_compile_together(${name} ${ARG_ALONE})
  clearway_read_once(${name} read_once)
  add_dependencies(programs ${name})
endfunction()

# clearway_test_program(NAME SOURCES... [ALONE SOURCE...]): one that only unit tests or fuzzing run.
function(clearway_test_program name)
  cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS} ${ARG_ALONE})
  target_link_libraries(${name} PRIVATE clearway_options)
  clearway_compile_together(${name} ${ARG_ALONE})
endfunction()

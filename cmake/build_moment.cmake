# generated/build_moment.h: a moment that an honest clock cannot be before. Taken when the build is configured, so that
# an unchanged commit builds the same bytes.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  set(BUILD_MOMENT $ENV{SOURCE_DATE_EPOCH})
else()
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%ct
    OUTPUT_VARIABLE BUILD_MOMENT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE NO_COMMIT)
  if(NO_COMMIT)
    string(TIMESTAMP BUILD_MOMENT %s UTC)
  endif()
endif()
if(NOT BUILD_MOMENT MATCHES "^[0-9]+$")
  message(FATAL_ERROR "SOURCE_DATE_EPOCH is '${BUILD_MOMENT}': it must be seconds since 1970")
endif()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/build_moment.h CONTENT
"// Made by cmake/build_moment.cmake.
#pragma once

#include <cstdint>

inline constexpr std::int64_t kBuildMoment = @BUILD_MOMENT@;  // seconds since 1970-01-01T00:00:00Z
" @ONLY)

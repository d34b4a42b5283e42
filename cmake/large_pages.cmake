# A compiler takes hundreds of megabytes a file, in pages of 4 kB. On virtual machines, where build machines live, a fifth to
# a third of its time goes into those; with pages of 2 MB it does not. Only where the kernel gives them to who asks.
# LARGE_PAGES: what goes in front of a compiler's command line; empty where there are none.
set(LARGE_PAGES "")
set(switch /sys/kernel/mm/transparent_hugepage/enabled)
if(EXISTS ${switch} AND NOT PROJECT_BINARY_DIR MATCHES "[ :]")  # the loader takes them for the ends of names
  file(STRINGS ${switch} setting)
  set(library ${PROJECT_BINARY_DIR}/large_pages.so)
  if(setting MATCHES "\\[madvise\\]")
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -O2 -shared -fPIC ${PROJECT_SOURCE_DIR}/cmake/large_pages.cpp -o ${library}
      RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
    if(NOT failed)
      set(LARGE_PAGES env LD_PRELOAD=${library} GLIBC_TUNABLES=glibc.malloc.hugetlb=1)
    endif()
  endif()
endif()

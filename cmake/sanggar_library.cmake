# sanggar_library(NAME SOURCES a.cc… [DEPENDS library…] [PACKAGES pkg::x…])
#   One library a folder: target, folder and namespace share the name. PACKAGES stay private to the library's .cc files.
function(sanggar_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PACKAGES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PACKAGES})
  sanggar_warnings(${name})
endfunction()

function(sanggar_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # g++ 12 warns of its own string concatenation (GCC bug 105651)
    $<$<CXX_COMPILER_ID:Clang>:-Wno-c99-extensions>)  # FFmpeg's macros are C's
endfunction()

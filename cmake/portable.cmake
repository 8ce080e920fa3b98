# A static sanggar-endpoint: one file that runs on any Linux of this CPU, also where nothing is installed. Without PostgreSQL, whose
# library needs others that are not to be had as archives.
set(CMAKE_FIND_LIBRARY_SUFFIXES ".a")
set(BUILD_SHARED_LIBS OFF)
add_compile_options(-ffunction-sections -fdata-sections)
# What nobody calls is left out, such as ICU's data. The linker warns that glibc may load libraries to resolve names: `--listen` takes
# addresses, which need none of them.
add_link_options(-static -s -Wl,--gc-sections)

#include "generator/media/codecs.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

namespace media {

base::Result<Codecs*> load_codecs(const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    if (::access(path.c_str(), R_OK) != 0) continue;
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) return base::fail(fmt::format("cannot load '{}': {}", path, ::dlerror()));
    auto* function = reinterpret_cast<Codecs* (*)()>(::dlsym(library, kCodecsFunction));
    if (!function) return base::fail(fmt::format("'{}' is no part of Sanggar (install it anew)", path));
    return function();
  }
  return base::fail(fmt::format("pictures and videos need '{}' (install Sanggar whole)", paths.empty() ? "" : paths.front()));
}

}  // namespace media

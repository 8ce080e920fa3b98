#include "generator/preview/static_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/file_system.h"
#include "base/http_server/target.h"
#include "base/text.h"
#include "generator/preview/byte_range.h"

namespace preview {
namespace {

using http_server::OpenFile;
using http_server::Request;
using http_server::Response;

// Sorted by name; types as registered at https://www.iana.org/assignments/media-types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 43> kTypes = {{
    {"avif", "image/avif"},
    {"css", "text/css; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"gif", "image/gif"},
    {"htm", "text/html; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/vnd.microsoft.icon"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"m3u8", "application/vnd.apple.mpegurl"},
    {"m4a", "audio/mp4"},
    {"m4s", "video/iso.segment"},
    {"m4v", "video/mp4"},
    {"map", "application/json"},
    {"md", "text/markdown; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"mpd", "application/dash+xml"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"ogv", "video/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"ts", "video/mp2t"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xml", "application/xml"},
    {"zip", "application/zip"},
}};
static_assert(std::ranges::is_sorted(kTypes, {}, [](const auto& pair) { return pair.first; }));

constexpr std::string_view kHtml = "text/html; charset=utf-8";

// Only names that can be files below the folder: no empty segment but the last, none that leads elsewhere.
bool is_servable(std::string_view path) {
  if (!path.starts_with('/') || path.find('\0') != std::string_view::npos) return false;
  const auto segments = base::split(path.substr(1), '/');
  return std::ranges::none_of(segments, [&](const auto& segment) {
    const bool last = &segment == &segments.back();
    return (segment.empty() && !last) || segment == "." || segment == "..";
  });
}

// The real path of "<folder><path>" when it exists and lies in `folder`, which is canonical itself.
std::optional<std::string> path_within(const std::string& folder, const std::string& path) {
  auto real = base::real_file_system().canonical(folder + path);
  if (!real) return std::nullopt;
  if (*real != folder && !real->starts_with(folder.ends_with('/') ? folder : folder + "/")) return std::nullopt;
  return std::move(*real);
}

bool is_folder(const std::string& path) {
  const auto status = base::real_file_system().status(path);
  return status && status->kind == base::FileKind::directory;
}

// Whether If-None-Match names the file's validator.
bool is_known(std::string_view if_none_match, std::string_view etag) {
  return std::ranges::any_of(base::split(if_none_match, ','), [&](std::string_view one) {
    one = base::trim(one);
    if (one.starts_with("W/")) one.remove_prefix(2);
    return one == etag || one == "*";
  });
}

Response page(int status, const OpenFile& file, const PageFilter& filter) {
  auto text = file.read_all();
  if (!text) return http_server::text_response(500, text.error().message);
  return {status, {{"Content-Type", std::string(kHtml)}}, filter ? filter(std::move(*text)) : std::move(*text)};
}

Response whole_or_part(OpenFile file, const Request& request, std::string_view type) {
  const std::uint64_t size = file.size();
  const std::string_view condition = request.header("If-Range");
  const ByteRange range = condition.empty() || condition == file.etag() ? parse_range(request.header("Range"), size) : ByteRange{};
  if (range.kind == ByteRange::Kind::unsatisfiable) {
    Response response = http_server::text_response(416, "no such range");
    response.headers.push_back({"Content-Range", fmt::format("bytes */{}", size)});
    return response;
  }
  Response response{200, {{"Content-Type", std::string(type)}, {"Accept-Ranges", "bytes"}}};
  if (range.kind == ByteRange::Kind::whole) {
    response.file = {std::move(file), 0, size};
    return response;
  }
  response.status = 206;
  response.headers.push_back({"Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.last, size)});
  response.file = {std::move(file), range.first, range.last - range.first + 1};
  return response;
}

Response file_response(const std::string& path, const Request& request, const PageFilter& filter) {
  auto file = OpenFile::open(path);
  if (!file) return http_server::text_response(403, file.error().message);
  const std::string etag = file->etag();
  Response response;
  if (is_known(request.header("If-None-Match"), etag)) {
    response.status = 304;
  } else if (const auto type = media_type(path); type == kHtml) {
    response = page(200, *file, filter);
  } else {
    response = whole_or_part(std::move(*file), request, type);
  }
  if (response.status < 400) response.headers.push_back({"ETag", etag});
  return response;
}

// HTML, so that the filter applies: such a page reloads when the site is there.
Response message_page(std::string_view message, const PageFilter& filter) {
  std::string text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title></head>\n"
      "<body><p>{0}</p></body></html>\n",
      message);
  return {404, {{"Content-Type", std::string(kHtml)}}, filter ? filter(std::move(text)) : std::move(text)};
}

Response not_found(const std::string& folder, const PageFilter& filter) {
  if (const auto path = path_within(folder, "/404.html")) {
    if (const auto file = OpenFile::open(*path)) return page(404, *file, filter);
  }
  return message_page("not found", filter);
}

Response moved_to_folder(const Request& request) {
  std::string location = http_server::percent_encoded_path(request.path) + "/";
  if (!request.query.empty()) location.append("?").append(request.query);
  Response response = http_server::text_response(301, location);
  response.headers.push_back({"Location", location});
  return response;
}

Response find_and_serve(const std::string& folder, const Request& request, const PageFilter& filter) {
  const auto root = base::real_file_system().canonical(folder);
  if (!root) return message_page("the site has not been built yet", filter);
  auto path = is_servable(request.path) ? path_within(*root, request.path) : std::nullopt;
  if (path && is_folder(*path)) {
    const bool slash = request.path.ends_with('/');
    path = path_within(*root, request.path + (slash ? "index.html" : "/index.html"));
    if (path && !slash) return moved_to_folder(request);
  }
  if (!path || is_folder(*path)) return not_found(*root, filter);
  return file_response(*path, request, filter);
}

}  // namespace

std::string_view media_type(std::string_view path) {
  const std::string extension = base::to_lower(base::extension_of(path));
  const auto name = [](const auto& pair) { return pair.first; };
  const auto found = std::ranges::lower_bound(kTypes, std::string_view(extension), {}, name);
  return found != kTypes.end() && found->first == extension ? found->second : "application/octet-stream";
}

Response serve_file(const std::string& folder, const Request& request, const PageFilter& filter) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = http_server::text_response(405, "only GET and HEAD");
    response.headers.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  Response response = find_and_serve(folder, request, filter);
  response.headers.push_back({"Cache-Control", "no-cache"});
  return response;
}

}  // namespace preview

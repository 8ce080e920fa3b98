#include "generator/preview/static_files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "tests/generator/preview/temporary_folder.h"

using http_server::Header;
using http_server::Request;
using http_server::Response;

namespace {

Request get(std::string path, std::vector<Header> headers = {}) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

std::string header(const Response& response, std::string_view name) {
  for (const Header& one : response.headers) {
    if (one.name == name) return one.value;
  }
  return "(none)";
}

// What the server would send.
std::string body(const Response& response) {
  if (!response.file) return response.body;
  return response.file->file.read_all().value().substr(response.file->offset, response.file->size);
}

struct Site {
  TemporaryFolder folder;
  Site() {
    folder.write("outside.txt", "secret");
    folder.write("site/index.html", "<p>home");
    folder.write("site/404.html", "<p>lost");
    folder.write("site/a.txt", "0123456789");
    folder.write("site/empty.txt", "");
    folder.write("site/kursus baru/index.html", "<p>course");
    folder.make("site/bare");
  }
  Response serve(const Request& request) const { return preview::serve_file(folder / "site", request); }
  Response serve(std::string path) const { return serve(get(std::move(path))); }
  Response range(std::string text) const { return serve(get("/a.txt", {{"Range", std::move(text)}})); }
};

}  // namespace

TEST_SUITE_BEGIN("preview/static_files");

TEST_CASE("a path names a file, a folder its index.html") {
  const Site site;
  CHECK(body(site.serve("/a.txt")) == "0123456789");
  CHECK(header(site.serve("/a.txt"), "Content-Type") == "text/plain; charset=utf-8");
  CHECK(header(site.serve("/a.txt"), "Cache-Control") == "no-cache");
  CHECK(body(site.serve("/")) == "<p>home");
  CHECK(body(site.serve("/kursus baru/")) == "<p>course");
  CHECK(header(site.serve("/"), "Content-Type") == "text/html; charset=utf-8");
  CHECK(site.serve("/empty.txt").status == 200);
  CHECK(body(site.serve("/empty.txt")) == "");
}

TEST_CASE("a folder without its slash moves there, query and all") {
  const Site site;
  Request request = get("/kursus baru");
  request.query = "a=%20";
  const Response response = site.serve(request);
  CHECK(response.status == 301);
  CHECK(header(response, "Location") == "/kursus%20baru/?a=%20");
  CHECK(site.serve("//kursus baru").status == 404);  // "Location: //host/" would lead to another host
}

TEST_CASE("what is missing gets the site's 404.html, or plain words without one") {
  const Site site;
  for (const char* path : {"/none", "/bare", "/bare/", "/a.txt/", "/a.txt/b", "/INDEX.HTML"}) {
    INFO(path);
    CHECK(site.serve(path).status == 404);
    CHECK(body(site.serve(path)) == "<p>lost");
  }
  CHECK(site.serve("/" + std::string(5000, 'x')).status == 404);
  std::filesystem::remove(site.folder / "site/404.html");
  CHECK(body(site.serve("/none")).find("<p>not found</p>") != std::string::npos);
  const Response unbuilt = preview::serve_file(site.folder / "none", get("/"));
  CHECK(unbuilt.status == 404);
  CHECK(body(unbuilt).find("<p>the site has not been built yet</p>") != std::string::npos);
}

TEST_CASE("no path leaves the folder") {
  const Site site;
  const std::string outside = site.folder / "outside.txt";
  std::filesystem::create_symlink(outside, site.folder / "site/link.txt");
  std::filesystem::create_symlink("../outside.txt", site.folder / "site/relative.txt");
  std::filesystem::create_directory_symlink(site.folder.path(), site.folder / "site/up");
  std::filesystem::create_directory_symlink(site.folder.path(), site.folder / "site/upper");
  site.folder.write("site2/b.txt", "a neighbour whose name begins alike");
  std::filesystem::create_symlink(site.folder / "site2/b.txt", site.folder / "site/neighbour.txt");
  const std::vector<std::string> paths = {
      "/../outside.txt", "/bare/../../outside.txt", "/..", "/./../outside.txt", "//" + outside, outside, "", "*", "a.txt",
      "/link.txt", "/relative.txt", "/up/outside.txt", "/up/site/a.txt/../../outside.txt", "/upper/", "/neighbour.txt",
      std::string("/a.txt\0x", 8), "/..\\outside.txt", "/kursus baru//index.html"};
  for (const auto& path : paths) {
    INFO(path);
    const Response response = site.serve(path);
    CHECK(response.status == 404);
    CHECK(body(response) == "<p>lost");
  }
}

TEST_CASE("a link that stays in the folder is served") {
  const Site site;
  std::filesystem::create_symlink("a.txt", site.folder / "site/b.txt");
  CHECK(body(site.serve("/b.txt")) == "0123456789");
}

TEST_CASE("a named pipe or an unreadable file holds nothing up") {
  const Site site;
  REQUIRE(mkfifo((site.folder / "site/pipe").c_str(), 0600) == 0);
  CHECK(site.serve("/pipe").status == 403);
}

TEST_CASE("one range is answered with that part") {
  const Site site;
  struct Case {
    const char* range;
    int status;
    const char* body;
    const char* content_range;
  };
  const std::vector<Case> cases = {
      {"bytes=0-3", 206, "0123", "bytes 0-3/10"},
      {"bytes=4-", 206, "456789", "bytes 4-9/10"},
      {"bytes=-3", 206, "789", "bytes 7-9/10"},
      {"bytes=-99", 206, "0123456789", "bytes 0-9/10"},
      {"bytes=9-99", 206, "9", "bytes 9-9/10"},
      {"Bytes=0-0", 206, "0", "bytes 0-0/10"},
      {"bytes=10-", 416, "no such range\n", "bytes */10"},
      {"bytes=-0", 416, "no such range\n", "bytes */10"},
      {"bytes=18446744073709551615-", 416, "no such range\n", "bytes */10"},
      {"bytes=0-1,3-4", 200, "0123456789", "(none)"},
      {"bytes=3-1", 200, "0123456789", "(none)"},
      {"bytes=a-b", 200, "0123456789", "(none)"},
      {"bytes=-", 200, "0123456789", "(none)"},
      {"bytes=99999999999999999999-", 200, "0123456789", "(none)"},
      {"lines=0-1", 200, "0123456789", "(none)"},
  };
  for (const Case& one : cases) {
    INFO(one.range);
    const Response response = site.range(one.range);
    CHECK(response.status == one.status);
    CHECK(body(response) == one.body);
    CHECK(header(response, "Content-Range") == one.content_range);
  }
  CHECK(header(site.serve("/a.txt"), "Accept-Ranges") == "bytes");
  CHECK(site.serve(get("/empty.txt", {{"Range", "bytes=0-"}})).status == 416);
}

TEST_CASE("a file that is known is not sent again, a changed one is") {
  const Site site;
  const std::string tag = header(site.serve("/a.txt"), "ETag");
  const Response known = site.serve(get("/a.txt", {{"If-None-Match", "\"x\", W/" + tag}}));
  CHECK(known.status == 304);
  CHECK(header(known, "ETag") == tag);
  CHECK(site.serve(get("/a.txt", {{"Range", "bytes=0-1"}, {"If-Range", tag}})).status == 206);
  CHECK(site.serve(get("/a.txt", {{"Range", "bytes=0-1"}, {"If-Range", "\"old\""}})).status == 200);
  site.folder.write("new", "9876543210");
  std::filesystem::rename(site.folder / "new", site.folder / "site/a.txt");
  CHECK(body(site.serve(get("/a.txt", {{"If-None-Match", tag}}))) == "9876543210");
}

TEST_CASE("only GET and HEAD are allowed") {
  const Site site;
  Request request = get("/a.txt");
  request.method = "HEAD";
  CHECK(site.serve(request).status == 200);
  request.method = "POST";
  CHECK(site.serve(request).status == 405);
  CHECK(header(site.serve(request), "Allow") == "GET, HEAD");
}

TEST_CASE("the filter sees pages, found or not, and nothing else") {
  const Site site;
  const auto filter = [](std::string page) { return page + "!"; };
  const auto serve = [&](std::string path) { return preview::serve_file(site.folder / "site", get(std::move(path)), filter); };
  CHECK(body(serve("/")) == "<p>home!");
  CHECK(body(serve("/none")) == "<p>lost!");
  CHECK(body(serve("/a.txt")) == "0123456789");
}

TEST_CASE("media types follow the ending") {
  CHECK(preview::media_type("/a/b.SVG") == "image/svg+xml");
  CHECK(preview::media_type("a.mp4") == "video/mp4");
  CHECK(preview::media_type("a.webm") == "video/webm");
  CHECK(preview::media_type("a.mp3") == "audio/mpeg");
  CHECK(preview::media_type("a.vtt") == "text/vtt; charset=utf-8");
  CHECK(preview::media_type("a.csv") == "text/csv; charset=utf-8");
  CHECK(preview::media_type("a.avif") == "image/avif");
  CHECK(preview::media_type("a.webp") == "image/webp");
  CHECK(preview::media_type("a.js") == "text/javascript; charset=utf-8");
  CHECK(preview::media_type("a.css") == "text/css; charset=utf-8");
  CHECK(preview::media_type("a.json") == "application/json");
  CHECK(preview::media_type("a.m3u8") == "application/vnd.apple.mpegurl");
  CHECK(preview::media_type("a.mpd") == "application/dash+xml");
  CHECK(preview::media_type("a.m4s") == "video/iso.segment");
  CHECK(preview::media_type("a.b/README") == "application/octet-stream");
}

TEST_SUITE_END();

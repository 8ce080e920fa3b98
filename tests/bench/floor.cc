// The floor under any Markdown site generator: walk a tree, read each .md, parse and render it with cmark-gfm, write it.
// No template, no front matter, no lists, no links.    floor THREADS SOURCE OUT
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

std::string read_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY);
  struct stat status {};
  fstat(file, &status);
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  if (read(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
  close(file);
  return bytes;
}

void write_file(const std::string& path, const char* bytes, std::size_t size) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (write(file, bytes, size) != static_cast<ssize_t>(size)) std::abort();
  close(file);
}

void convert(const std::string& source, const std::string& folder) {
  const std::string text = read_file(source);
  const auto end = text.find("\n---\n", 3);
  const std::size_t start = end == std::string::npos ? 0 : end + 5;
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES);
  for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser, text.data() + start, text.size() - start);
  cmark_node* document = cmark_parser_finish(parser);
  char* html = cmark_render_html(document, CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, cmark_parser_get_syntax_extensions(parser));
  mkdir(folder.c_str(), 0755);
  write_file(folder + "/index.html", html, std::char_traits<char>::length(html));
  std::free(html);
  cmark_node_free(document);
  cmark_parser_free(parser);
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 64;
  const int threads = std::atoi(words[1]);
  const fs::path source = words[2];
  const fs::path out = words[3];
  std::vector<std::pair<std::string, std::string>> work;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const auto relative = fs::relative(entry.path(), source);
    if (entry.is_directory()) fs::create_directories(out / relative);
    if (entry.path().extension() == ".md") work.emplace_back(entry.path(), (out / relative).replace_extension());
  }
  cmark_gfm_core_extensions_ensure_registered();
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < work.size(); i = next++) convert(work[i].first, work[i].second);
  };
  std::vector<std::thread> workers;
  for (int i = 1; i < threads; ++i) workers.emplace_back(run);
  run();
  for (auto& worker : workers) worker.join();
}

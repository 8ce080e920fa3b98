#include "tests/endpoint/app/web_server.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>

namespace test {
namespace {

namespace fs = std::filesystem;

// A port that was free a moment ago.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

// The block of code of that language in docs/hosts.md that has the text.
std::string documented(const std::string& language, const std::string& with) {
  const std::string docs = read_text("docs/hosts.md");
  const std::string start = "\n```" + language + "\n";
  for (auto at = docs.find(start); at != std::string::npos; at = docs.find(start, at + 1)) {
    const auto begin = at + start.size();
    const std::string block = docs.substr(begin, docs.find("```\n", begin) - begin);
    if (block.find(with) != std::string::npos) return block;
  }
  FAIL("docs/hosts.md has no block of " << language << " with " << with);
  return "";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

// Started as root, Apache gives up root for this user; the folder is then open to all.
std::string apache_configuration(const std::string& folder, int port) {
  std::string modules;
  for (const auto* name : {"mpm_prefork", "authz_core", "mime", "dir", "rewrite", "cgi"}) {
    modules += fmt::format("LoadModule {}_module /usr/lib/apache2/modules/mod_{}.so\n", name, name);
  }
  return fmt::format("ServerRoot {0}\nServerName localhost\nListen 127.0.0.1:{1}\nPidFile {0}/apache.pid\nMutex file:{0}\nErrorLog {0}/error.log\n{2}{3}"
                     "TypesConfig /dev/null\nStartServers 4\nMaxRequestWorkers 64\nServerLimit 64\nDocumentRoot {0}/web\n"
                     "<Directory {0}/web>\nAllowOverride All\nRequire all granted\n</Directory>\n",
                     folder, port, modules, ::geteuid() == 0 ? "User www-data\nGroup www-data\n" : "");
}

std::string lighttpd_configuration(const std::string& folder, int port) {
  return fmt::format("server.document-root = \"{0}/web\"\nserver.bind = \"127.0.0.1\"\nserver.port = {1}\nserver.errorlog = \"{0}/error.log\"\n"
                     "server.modules = ()\nserver.upload-dirs = (\"{0}\")\n{2}",
                     folder, port, documented("lighttpd", "cgi.assign"));
}

}  // namespace

void WebServer::write_site() const {
  for (const auto* name : {"web", "data"}) fs::create_directory(folder_.path(name));
  write_text(folder_.path("web/index.html"), "the site\n");
  write_text(folder_.path("web/.htaccess"), documented("apache", "RewriteRule"));
  // Another user must be able to run the program, which a build folder need not allow.
  fs::copy_file(kEndpoint, folder_.path("sanggar-endpoint"));
  const std::string script = replaced(documented("sh", "exec "), "/home/desa/sanggar/sanggar-endpoint", folder_.path("sanggar-endpoint"));
  write_text(folder_.path("web/sanggar.cgi"), replaced(script, "/home/desa/sanggar/progress.db", folder_.path("data/progress.db")));
  ::chmod(folder_.path("web/sanggar.cgi").c_str(), 0755);
  for (const auto* name : {"", "data"}) ::chmod(folder_.path(name).c_str(), 0777);
}

WebServer::WebServer(Kind kind) : port_(free_port()) {
  write_site();
  database_ = std::make_unique<Database>(folder_.path("data/progress.db"));
  for (const auto& entry : fs::directory_iterator(folder_.path("data"))) ::chmod(entry.path().c_str(), 0666);
  const std::string file = folder_.path("server.conf");
  write_text(file, kind == Kind::apache ? apache_configuration(folder_.path(), port_) : lighttpd_configuration(folder_.path(), port_));
  program_ = kind == Kind::apache ? std::make_unique<Program>(std::vector<std::string>{"/usr/sbin/apache2", "-DFOREGROUND", "-f", file})
                                  : std::make_unique<Program>(std::vector<std::string>{"/usr/sbin/lighttpd", "-D", "-f", file});
  const bool ready = program_->runs_until([&] { return http_client::Connection(port_).connected(); });
  REQUIRE_MESSAGE(ready, (program_->errors() + log()));
}

WebServer::~WebServer() {
  program_->send(SIGTERM);
  program_->wait();
}

}  // namespace test

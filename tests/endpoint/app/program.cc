#include "tests/endpoint/app/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/child.h"

namespace test {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_with(const std::vector<std::string>& more) {
  std::vector<std::string> all;
  for (char** one = environ; *one != nullptr; ++one) all.emplace_back(*one);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "sanggar-endpoint-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

Program::Program(const std::vector<std::string>& words, const Surroundings& surroundings) {
  // All is made ready before fork(): a child of a program with threads may not allocate.
  auto arguments = words;
  auto environment = environment_with(surroundings.environment);
  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  write_text(folder_.path("input"), surroundings.input);
  const int in = ::open(folder_.path("input").c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(folder_.path("output").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const int errors = ::open(folder_.path("errors").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  process_ = ::fork();
  if (process_ == 0) {
    // A group of its own, for Apache ends its whole group; and none outlives the test.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(errors, 2);
    ::execve(argument_pointers[0], argument_pointers.data(), environment_pointers.data());
    ::_exit(127);
  }
  for (const int file : {in, out, errors}) ::close(file);
}

Program::~Program() {
  if (process_ <= 0) return;
  send(SIGKILL);
  wait();
}

bool Program::runs() const { return test::runs(process_); }

bool Program::runs_until(const std::function<bool()>& so) const { return test::runs_until(process_, so); }

void Program::send(int signal) const { ::kill(process_, signal); }

Finished Program::wait() {
  const auto [status, peak] = end_of(process_);
  process_ = -1;
  return {status, output(), errors(), peak};
}

long Program::resident_kilobytes() const {
  std::istringstream lines(read_text("/proc/" + std::to_string(process_) + "/status"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

Finished run(const std::vector<std::string>& words, const Program::Surroundings& surroundings) { return Program(words, surroundings).wait(); }

Finished run(const std::vector<std::string>& words) { return run(words, {}); }

}  // namespace test

// A program as it is run: started without a shell, with an input and an environment of its own, its two outputs apart.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace test {

// A folder that goes with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name = "") const { return name.empty() ? path_ : path_ + "/" + name; }

 private:
  std::string path_;
};

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

struct Finished {
  int status = -1;  // 128 and the signal's number for one that was killed
  std::string output;
  std::string errors;
  long peak_kilobytes = 0;
};

// What still runs when a test ends is killed.
class Program {
 public:
  struct Surroundings {
    std::string input = {};
    std::vector<std::string> environment = {};  // "NAME=value", besides the test's own
  };
  explicit Program(const std::vector<std::string>& words) : Program(words, Surroundings()) {}
  Program(const std::vector<std::string>& words, const Surroundings& surroundings);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Looks again and again until something is so: false when the program ends before, or after a minute.
  bool runs_until(const std::function<bool()>& so) const;
  bool runs() const;
  void send(int signal) const;
  Finished wait();

  // What it wrote so far.
  std::string output() const { return read_text(folder_.path("output")); }
  std::string errors() const { return read_text(folder_.path("errors")); }
  // Kilobytes in memory now; 0 when it has ended.
  long resident_kilobytes() const;

 private:
  Folder folder_;
  pid_t process_ = -1;
};

// Runs a program to its end.
Finished run(const std::vector<std::string>& words, const Program::Surroundings& surroundings);
Finished run(const std::vector<std::string>& words);

}  // namespace test

// Loads an endpoint with statements over keep-alive connections, and prints how many it kept and how long each request took. Start it
// with --rate 0 --log none.
//   endpoint_load PORT KEY:SECRET CONNECTIONS BATCH SECONDS   posts BATCH statements a request (1: one alone, no array)
//   endpoint_load PORT KEY:SECRET CONNECTIONS get SECONDS     asks for 50 statements of one learner and verb
//   endpoint_load floor FILE.db SCHEMA.sql SECONDS            the floor: the same rows into the same tables, 50 a commit, no server
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLearners = 2'000;
constexpr int kLessons = 40;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "endpoint_load: %s\n", what.c_str());
  std::exit(1);
}

std::string uuid(std::mt19937_64& random) {
  char text[37];
  const auto a = random(), b = random();
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(a >> 32), static_cast<unsigned>(a >> 16 & 0xFFFF),
                static_cast<unsigned>(a & 0xFFF), static_cast<unsigned>(b >> 52), static_cast<unsigned long long>(b & 0xFFFFFFFFFFFF));
  return text;
}

std::string learner(int number) {
  char text[37];
  std::snprintf(text, sizeof text, "5b1f0c2e-7a64-4d0b-9c55-%012d", number);
  return text;
}

// 900 bytes within one percent, as a page sends when a question is answered.
std::string statement(std::mt19937_64& random) {
  const int who = static_cast<int>(random() % kLearners), lesson = static_cast<int>(random() % kLessons);
  const std::string site = "https://desa.example/", at = site + "courses/umkm/pelajaran-" + std::to_string(lesson);
  return R"({"id":")" + uuid(random) + R"(","actor":{"objectType":"Agent","account":{"homePage":")" + site + R"(","name":")" + learner(who) +
         R"("}},"verb":{"id":"http://adlnet.gov/expapi/verbs/answered","display":{"en":"answered"}},"object":{"objectType":"Activity","id":")" + at +
         R"(#harga/untung","definition":{"type":"http://adlnet.gov/expapi/activities/cmi.interaction","interactionType":"choice"}},"result":{"score":{"raw":1,"min":0,"max":1},"success":true,"response":"empat-ribu","duration":"PT12.34S"},"context":{"registration":")" +
         learner(who + 500'000) + R"(","contextActivities":{"parent":[{"id":")" + at + R"(#harga"}],"grouping":[{"id":")" + at +
         R"("}]},"extensions":{")" + site + R"(extensions/version":"9f2c41d07ab3e518"}},"timestamp":"2026-11-22T09:05:01.000Z"})";
}

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) fail("cannot connect");
    const int one = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The status of the answer.
  int ask(const std::string& request) {
    for (std::size_t sent = 0; sent < request.size();) {
      const auto count = ::send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) fail("the connection broke");
      sent += static_cast<std::size_t>(count);
    }
    return receive();
  }

 private:
  int receive() {
    std::string answer;
    std::size_t head = std::string::npos, length = 0;
    char buffer[65536];
    while (head == std::string::npos || answer.size() < head + 4 + length) {
      const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
      if (count <= 0) fail("the connection broke");
      answer.append(buffer, static_cast<std::size_t>(count));
      if (head != std::string::npos || (head = answer.find("\r\n\r\n")) == std::string::npos) continue;
      const auto at = answer.find("Content-Length: ");
      if (at != std::string::npos && at < head) length = std::strtoul(answer.c_str() + at + 16, nullptr, 10);
    }
    return std::atoi(answer.c_str() + 9);
  }
  int socket_;
};

std::string base64(const std::string& text) {
  static const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = group << 8 | (at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += at + i > text.size() ? '=' : digits[group >> (18 - 6 * i) & 63];
  }
  return out;
}

std::string request_of(const std::string& method, const std::string& target, const std::string& key, const std::string& body) {
  return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + base64(key) +
         "\r\nX-Experience-API-Version: 1.0.3\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string next_request(std::mt19937_64& random, const std::string& key, int batch) {
  if (batch == 0) {
    const std::string who = "%7B%22account%22%3A%7B%22homePage%22%3A%22https%3A%2F%2Fdesa.example%2F%22%2C%22name%22%3A%22" + learner(static_cast<int>(random() % kLearners)) + "%22%7D%7D";
    return request_of("GET", "/xapi/statements?limit=50&verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fanswered&agent=" + who, key, "");
  }
  std::string body = batch > 1 ? "[" : "";
  for (int i = 0; i < batch; ++i) body += (i > 0 ? "," : "") + statement(random);
  return request_of("POST", "/xapi/statements", key, body + (batch > 1 ? "]" : ""));
}

void load(int port, const std::string& key, int connections, int batch, double seconds) {
  std::atomic<long> requests = 0, refused = 0;
  std::mutex mutex;
  std::vector<double> times;
  std::vector<std::thread> threads;
  const auto begin = Clock::now();
  for (int c = 0; c < connections; ++c) {
    threads.emplace_back([&, c] {
      std::mt19937_64 random(std::random_device{}() + static_cast<unsigned>(c));
      Connection connection(port);
      std::vector<double> own;
      while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
        const std::string request = next_request(random, key, batch);
        const auto asked = Clock::now();
        if (connection.ask(request) != 200) ++refused;
        own.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
        ++requests;
      }
      const std::lock_guard lock(mutex);
      times.insert(times.end(), own.begin(), own.end());
    });
  }
  for (auto& thread : threads) thread.join();
  const double took = std::chrono::duration<double>(Clock::now() - begin).count();
  std::sort(times.begin(), times.end());
  const auto part = [&](double of) { return times.empty() ? 0 : times[std::min(times.size() - 1, static_cast<std::size_t>(of * static_cast<double>(times.size())))]; };
  std::printf("%.0f %.2f %.2f %.2f %ld\n", static_cast<double>(requests) * std::max(1, batch) / took, part(0.5), part(0.99), part(1), refused.load());
}

void run(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(database));
}

// What any program must write for a statement to be found as the endpoint finds it; nothing is parsed, checked or looked up.
void write_floor(const std::string& file, const std::string& schema, double seconds) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  std::ifstream in(schema);
  run(database, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-5000;" + std::string(std::istreambuf_iterator<char>(in), {}));
  sqlite3_stmt *insert = nullptr, *mention = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO statement (stored, id, fingerprint, target, flags, terms, text) VALUES (?1, ?2, ?3, NULL, 0, ?4, ?5)", -1, &insert, nullptr);
  sqlite3_prepare_v2(database, "INSERT INTO mention (term, stored) VALUES (?1, ?2)", -1, &mention, nullptr);
  std::mt19937_64 random(1);
  std::vector<std::string> texts(5'000);
  for (auto& text : texts) text = statement(random);
  long kept = 0;
  std::int64_t stored = 1'700'000'000'000'000;
  const auto begin = Clock::now();
  while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
    run(database, "BEGIN IMMEDIATE");
    for (int i = 0; i < 50; ++i, ++kept, ++stored) {
      const std::uint64_t id[2] = {random(), random()};
      const auto& text = texts[static_cast<std::size_t>(kept) % texts.size()];
      sqlite3_bind_int64(insert, 1, stored);
      sqlite3_bind_blob(insert, 2, id, 16, SQLITE_STATIC);
      sqlite3_bind_blob(insert, 3, id, 16, SQLITE_STATIC);
      sqlite3_bind_blob(insert, 4, text.data(), 32, SQLITE_STATIC);
      sqlite3_bind_text(insert, 5, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
      if (sqlite3_step(insert) != SQLITE_DONE) fail(sqlite3_errmsg(database));
      sqlite3_reset(insert);
      const std::int64_t who = static_cast<std::int64_t>(random() % kLearners), lesson = static_cast<std::int64_t>(random() % kLessons);
      for (const std::int64_t term : {std::int64_t{1}, std::int64_t{2}, 100 + who, 10'000 + who, 20'000 + lesson, 30'000 + lesson, 40'000 + lesson, std::int64_t{3}}) {
        sqlite3_bind_int64(mention, 1, term);
        sqlite3_bind_int64(mention, 2, stored);
        if (sqlite3_step(mention) != SQLITE_DONE) fail(sqlite3_errmsg(database));
        sqlite3_reset(mention);
      }
    }
    run(database, "COMMIT");
  }
  std::printf("%.0f\n", static_cast<double>(kept) / std::chrono::duration<double>(Clock::now() - begin).count());
  sqlite3_finalize(insert);
  sqlite3_finalize(mention);
  sqlite3_close(database);
}

}  // namespace

int main(int count, char** words) {
  if (count == 5 && std::strcmp(words[1], "floor") == 0) {
    write_floor(words[2], words[3], std::atof(words[4]));
  } else if (count == 6) {
    load(std::atoi(words[1]), words[2], std::atoi(words[3]), std::strcmp(words[4], "get") == 0 ? 0 : std::atoi(words[4]), std::atof(words[5]));
  } else {
    fail("see the head of the source for its arguments");
  }
  return 0;
}

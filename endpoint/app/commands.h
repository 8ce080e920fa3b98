// The commands of sanggar-endpoint: each is what main.cc read from the command line, carried out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "endpoint/store/store.h"

namespace endpoint_app {

struct StoreOptions {
  std::string where;                // "data.db", or "postgresql://user@host/name"
  double busy_time = 5;             // seconds that another process's lock is waited for
};

enum class Log { none, json };

struct ServeOptions {
  std::string listen = "127.0.0.1:8081";
  std::vector<std::string> origins;
  std::string site;                 // the site's id; without it there is no learning API
  int threads = 64;                 // requests answered at once; most of them wait for the disk
  double body_limit = 10;           // MiB of a request's body
  double timeout = 30;              // seconds to receive a request, or to wait for the next
  double key_rate = 500;            // requests a second of one key or learner; 0: as many as come
  double address_rate = 1000;       // of one address: a school's learners share theirs
  Log log = Log::json;
  std::string url = {};             // how browsers reach the endpoint; opens courses of cmi5 below /cmi5/v1
  std::string content_folder = {};  // where their packages are unpacked
  std::string content_url = {};     // how browsers reach that folder
};

struct LaunchOptions {
  std::string course;
  std::string unit = "0";           // its id, or its number from 0 on
  std::string actor;                // JSON
};

struct KeyOptions {
  std::string key;                  // empty: a random one
  std::string secret_file;          // empty: a random secret is made and printed once
  std::vector<std::string> scopes;
  std::string name;                 // of the authority, for people
  std::string site;                 // its homePage
};

// An error when there is no such database yet: not every command is to make one.
base::Result<void> is_there(const StoreOptions& options);
store::Result<std::unique_ptr<store::Store>> open_any_store(const StoreOptions& options);
base::Result<std::unique_ptr<store::Store>> open_store(const StoreOptions& options);

// Serves until SIGINT or SIGTERM; answers what was begun.
base::Result<void> serve(store::Store& store, const ServeOptions& options);

// Answers the one request that a web server hands over by CGI.
base::Result<void> serve_cgi(const StoreOptions& where, const ServeOptions& options);

// What is to be printed.
base::Result<std::string> add_key(store::Store& store, const KeyOptions& options);
base::Result<std::string> list_keys(store::Store& store);
base::Result<std::string> revoke_key(store::Store& store, const std::string& key);
base::Result<std::string> add_bundle(store::Store& store, const std::string& file);
base::Result<std::string> export_learner(store::Store& store, const std::string& learner);
base::Result<std::string> erase_learner(store::Store& store, const std::string& learner);

// Courses of cmi5; `folder` is ServeOptions::content_folder.
base::Result<std::string> add_course(store::Store& store, const std::string& file, const std::string& folder);
base::Result<std::string> list_courses(store::Store& store);
base::Result<std::string> remove_course(store::Store& store, const std::string& course, const std::string& folder);
base::Result<std::string> launch_course(store::Store& store, const LaunchOptions& launch, const ServeOptions& options);

// A copy of the database in a new file, made while others use it; readable by its owner alone.
base::Result<std::string> back_up(store::Store& store, const std::string& file);
// Everything into another store that holds nothing yet; statements keep the moments at which they were stored. Nobody may write into
// the old one meanwhile. What is to be printed: how much of what.
base::Result<std::string> move(store::Store& from, const StoreOptions& to);
// How much is in it; names nobody.
base::Result<std::string> stats(store::Store& store);

}  // namespace endpoint_app

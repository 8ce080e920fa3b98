#include "endpoint/app/commands.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <chrono>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/text.h"
#include "endpoint/auth/auth.h"
#include "endpoint/store/sqlite/sqlite_store.h"
#include "endpoint/xapi/formats.h"
#include "endpoint/xapi/json.h"
#ifdef SANGGAR_POSTGRESQL
#include "endpoint/store/postgresql/postgresql_store.h"
#endif

namespace endpoint_app {
namespace {

using base::Result;

constexpr std::uint64_t kSecretLimit = 4096;  // bytes of a secret's file

template <class T>
Result<T> plain(store::Result<T>&& result) {
  if (!result) return base::fail(result.error().message);
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return std::move(*result);
  }
}

Result<std::string> secret_in(const std::string& file) {
  auto text = base::real_file_system().read(file, kSecretLimit);
  if (!text) return base::fail(text.error().message);
  const std::string secret(base::trim(*text));
  if (secret.size() < 16) return base::fail(fmt::format("the secret in '{}' is shorter than 16 characters", file));
  return secret;
}

store::Result<std::unique_ptr<store::Store>> open_postgresql([[maybe_unused]] const std::string& address, [[maybe_unused]] std::chrono::milliseconds busy_time) {
#ifdef SANGGAR_POSTGRESQL
  return store::postgresql::open_store(address, {busy_time});
#else
  return tl::unexpected<store::Failure>(
      store::Failure{store::Trouble::broken, "this sanggar-endpoint was built without PostgreSQL (use a SQLite file, or the one of ./bootstrap build)"});
#endif
}

}  // namespace

Result<void> is_there(const StoreOptions& options) {
  const auto found = base::real_file_system().status(options.where);
  if (!found) return base::fail(found.error().message);
  if (found->kind == base::FileKind::missing && !options.where.starts_with("postgresql://")) return base::fail(fmt::format("there is no database '{}'", options.where));
  return {};
}

store::Result<std::unique_ptr<store::Store>> open_any_store(const StoreOptions& options) {
  const std::chrono::milliseconds busy_time(static_cast<std::int64_t>(options.busy_time * 1'000));
  if (options.where.starts_with("postgresql://") || options.where.starts_with("postgres://")) return open_postgresql(options.where, busy_time);
  return store::sqlite::open_store(options.where, {busy_time});
}

Result<std::unique_ptr<store::Store>> open_store(const StoreOptions& options) { return plain(open_any_store(options)); }

Result<std::string> add_key(store::Store& store, const KeyOptions& options) {
  const std::string scopes = fmt::format("{}", fmt::join(options.scopes, " "));
  if (!auth::scopes_of(scopes)) return base::fail(fmt::format("'{}' has a scope that is none (see --help)", scopes));
  const std::string key = options.key.empty() ? xapi::random_uuid() : options.key;
  if (key.find(':') != std::string::npos) return base::fail(fmt::format("the key '{}' may not have a colon", key));
  auto secret = options.secret_file.empty() ? Result<std::string>(auth::random_secret()) : secret_in(options.secret_file);
  if (!secret) return base::fail(secret.error().message);
  if (auto known = plain(store.credential(key)); !known || *known) {
    return base::fail(known ? fmt::format("there is a key '{}' already (revoke it first)", key) : known.error().message);
  }
  const boost::json::object authority{{"objectType", "Agent"}, {"account", {{"homePage", options.site}, {"name", key}}}};
  const store::Credential credential{key, auth::hash_of(*secret), scopes, xapi::to_text(authority), "", base::system_now() * 1'000'000};
  if (auto added = plain(store.add_credential(credential)); !added) return base::fail(added.error().message);
  if (!options.secret_file.empty()) return fmt::format("key: {}\n", key);
  return fmt::format("key: {}\nsecret: {}\n(the secret is not shown again)\n", key, *secret);
}

Result<std::string> list_keys(store::Store& store) {
  const auto found = plain(store.credentials());
  if (!found) return base::fail(found.error().message);
  std::string lines;
  for (const auto& credential : *found) {
    if (credential.learner.empty()) lines += fmt::format("{}  {}  {}\n", credential.key, xapi::timestamp_text(credential.created), credential.scopes);
  }
  return lines.empty() ? "no keys\n" : lines;
}

Result<std::string> revoke_key(store::Store& store, const std::string& key) {
  const auto revoked = plain(store.revoke_credential(key));
  if (!revoked) return base::fail(revoked.error().message);
  if (!*revoked) return base::fail(fmt::format("there is no key '{}'", key));
  return fmt::format("'{}' is revoked\n", key);
}

}  // namespace endpoint_app

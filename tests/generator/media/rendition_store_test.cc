#include "generator/media/rendition_store.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "tests/support/memory_file_system.h"

namespace {

media::Item item() {
  media::Item made;
  made.folder = "media/0123456789abcdef";
  return made;
}

}  // namespace

TEST_SUITE("media/rendition_store") {
  TEST_CASE("what was made is found again, with sizes and hashes") {
    support::MemoryFileSystem files;
    media::RenditionStore store(files, "cache/media");
    CHECK_FALSE(store.find(item()));
    const auto made = store.make(item(), [&](const std::string& folder) { return files.write(folder + "/a-320.avif", "abc"); });
    REQUIRE(made);
    REQUIRE(made->size() == 1);
    CHECK(made->front().name == "a-320.avif");
    CHECK(made->front().size == 3);
    CHECK(made->front().hash == base::hash128("abc"));
    const auto found = store.find(item());
    REQUIRE(found);
    CHECK(found->front().hash == made->front().hash);
    CHECK(files.read(store.path_of(item(), "a-320.avif")).value() == "abc");
  }

  TEST_CASE("a failed making leaves nothing, and its error") {
    support::MemoryFileSystem files;
    media::RenditionStore store(files, "cache/media");
    const auto made = store.make(item(), [&](const std::string& folder) -> base::Result<void> {
      static_cast<void>(files.write(folder + "/a", "half"));
      return base::fail("no light");
    });
    REQUIRE_FALSE(made);
    CHECK(made.error().message == "no light");
    CHECK(files.list("cache/media")->empty());
  }

  TEST_CASE("of several processes one gets an item, until it lets go or is silent for long") {
    support::MemoryFileSystem files;
    media::RenditionStore one(files, "cache/media");
    media::RenditionStore other(files, "cache/media");
    CHECK(one.claim(item(), 1000));
    CHECK_FALSE(other.claim(item(), 1001));
    one.renew(item(), 1800);
    CHECK_FALSE(other.claim(item(), 2600));
    CHECK(other.claim(item(), 2700));
    CHECK_FALSE(one.claim(item(), 2701));
    other.release(item());
    CHECK(one.claim(item(), 2702));
    one.release(item());
    CHECK(files.list("cache/media")->empty());
  }

  TEST_CASE("a claim that is just being renewed is not taken for a forgotten one") {
    std::string folder = (std::filesystem::temp_directory_path() / "sanggar-claim-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    media::RenditionStore holder(base::real_file_system(), folder), other(base::real_file_system(), folder);
    REQUIRE(holder.claim(item(), 1000));
    std::atomic<bool> ended = false;
    std::thread work([&] {
      while (!ended) holder.renew(item(), 1000);
    });
    int taken = 0;
    for (int tries = 0; tries < 20'000; ++tries) taken += other.claim(item(), 1001) ? 1 : 0;
    ended = true;
    work.join();
    CHECK(taken == 0);
    holder.release(item());
    CHECK(std::filesystem::is_empty(folder));
    std::filesystem::remove_all(folder);
  }

  TEST_CASE("what a process that is no more was writing goes with the next making") {
    support::MemoryFileSystem files;
    media::RenditionStore store(files, "cache/media");
    char host[256] = {};
    REQUIRE(::gethostname(host, sizeof host - 1) == 0);
    const std::string start = "cache/media/0123456789abcdef.tmp-";
    const std::string alive = start + host + "-" + std::to_string(::getpid()) + "-9";
    for (const auto& folder : {start + host + "-999999999-0", alive, start + "lain-999999999-0"}) REQUIRE(files.make_directories(folder));
    REQUIRE(store.make(item(), [&](const std::string& folder) { return files.write(folder + "/a", "abc"); }));
    std::string left;
    const auto entries = files.list("cache/media");
    REQUIRE(entries);
    for (const auto& entry : *entries) left += entry.name.substr(0, 21) + "\n";
    CHECK(left == "0123456789abcdef\n0123456789abcdef.tmp-\n0123456789abcdef.tmp-\n");
    CHECK(files.status(alive)->kind == base::FileKind::directory);
  }

  TEST_CASE("cleaning removes what belongs to nothing, and counts it") {
    support::MemoryFileSystem files;
    media::RenditionStore store(files, "cache/media");
    CHECK(store.clean({}).value() == 0);
    media::Item old = item();
    old.folder = "media/ffffffffffffffff";
    for (const auto& made : {item(), old}) REQUIRE(store.make(made, [&](const std::string& folder) { return files.write(folder + "/a", "abc"); }));
    REQUIRE(files.make_directories(store.work_folder(old)));
    REQUIRE(files.write(store.work_folder(old) + "/0.packets", "12345"));
    const media::Item kept = item();
    const std::uint64_t list = files.read(store.path_of(old, "files.txt"))->size();
    CHECK(store.clean({&kept}).value() == 3 + 5 + list);
    CHECK(store.find(kept));
    CHECK(files.list("cache/media")->size() == 1);
  }

  TEST_CASE("a missing, shortened or unlisted file counts as not made, and is made anew") {
    support::MemoryFileSystem files;
    media::RenditionStore store(files, "cache/media");
    const auto make = [&] { return store.make(item(), [&](const std::string& folder) { return files.write(folder + "/a", "abc"); }); };
    REQUIRE(make());
    REQUIRE(files.write(store.path_of(item(), "a"), "ab"));
    CHECK_FALSE(store.find(item()));
    REQUIRE(make());
    CHECK(store.find(item()));
    REQUIRE(files.remove_file(store.path_of(item(), "a")));
    CHECK_FALSE(store.find(item()));
    REQUIRE(make());
    REQUIRE(files.write(store.path_of(item(), "files.txt"), "renditions 1\nnonsense\n"));
    CHECK_FALSE(store.find(item()));
  }
}

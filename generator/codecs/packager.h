// Finished chunks → the files that are published: tracks of segments, files for all players, manifests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "generator/codecs/ladder.h"
#include "generator/codecs/mp4.h"
#include "generator/media/manifests.h"
#include "generator/media/media.h"
#include "generator/media/video_plan.h"

namespace codecs {

// Where chunks and sounds are kept in a work folder.
std::string chunk_path(const std::string& work, std::size_t chunk, const media::Rung& rung, media::Codec codec);
std::string sound_path(const std::string& work, media::Codec codec);

// What an item's sound is encoded as; empty without one.
std::vector<media::Codec> sound_codecs(const media::Item& item);

// write_files(), then write_manifests(), which also cuts tracks into the files that the layout asks for.
class Packager {
 public:
  Packager(const media::Item& item, const std::string& work, const std::string& folder, const std::vector<Chunk>& chunks)
      : item_(item), work_(work), folder_(folder), chunks_(chunks) {}

  base::Result<void> write_files();
  base::Result<void> write_manifests();

 private:
  base::Result<void> write_picture(const media::Encoding& encoding);
  base::Result<void> write_sound(media::Codec codec);
  base::Result<void> write_progressive();
  base::Result<void> write_whole(const media::Rung& rung, media::Codec picture, media::Codec sound, const std::string& name);
  std::uint64_t bytes_of(const media::Rung& rung) const;
  base::Result<void> write_text(const std::string& name, const std::string& text) const;
  base::Result<void> write_master(media::Codec codec);
  base::Result<void> split(media::Track& track, double most_kbits) const;

  const media::Item& item_;
  const std::string& work_;
  const std::string& folder_;
  const std::vector<Chunk>& chunks_;
  std::vector<media::Track> h264_;
  std::vector<media::Track> av1_;
  std::vector<media::Track> sounds_;  // in the order of sound_codecs()
};

}  // namespace codecs

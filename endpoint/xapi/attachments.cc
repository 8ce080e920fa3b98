#include "endpoint/xapi/attachments.h"

#include <unordered_set>

#include "endpoint/xapi/digest.h"
#include "endpoint/xapi/formats.h"

namespace xapi {

std::optional<Problem> check_attachments(const std::vector<Attachment>& declared, std::span<const Part> parts) {
  std::unordered_set<std::string_view> wanted;
  for (const auto& attachment : declared) wanted.insert(attachment.sha2);
  std::unordered_set<std::string_view> sent;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    const std::string place = "part " + std::to_string(i + 2);  // the statements are part 1
    if (!wanted.contains(part.hash)) return Problem{place, "belongs to no attachment of the statements"};
    if (!is_sha2(part.hash) || sha2_of(part.body, part.hash.size()) != part.hash) {
      return Problem{place, "has a hash that is not that of its bytes"};
    }
    sent.insert(part.hash);
  }
  for (const auto& attachment : declared) {
    if (sent.contains(attachment.sha2)) continue;
    if (attachment.is_signature) return Problem{"attachments", "declares the signature " + attachment.sha2 + ", which is not sent"};
    if (!attachment.has_url) return Problem{"attachments", "declares " + attachment.sha2 + ", which has no fileUrl and is not sent"};
  }
  return std::nullopt;
}

std::vector<Part> declared_parts(const boost::json::value& statement, std::set<std::string>& seen) {
  std::vector<Part> parts;
  const auto& object = statement.as_object();
  if (const auto* inner = object.if_contains("object"); inner != nullptr && inner->as_object().contains("attachments")) parts = declared_parts(*inner, seen);
  const auto* attachments = object.if_contains("attachments");
  if (attachments == nullptr) return parts;
  for (const auto& attachment : attachments->as_array()) {
    const std::string sha2(attachment.at("sha2").as_string());
    if (seen.insert(sha2).second) parts.push_back({std::string(attachment.at("contentType").as_string()), sha2, "binary", ""});
  }
  return parts;
}

}  // namespace xapi

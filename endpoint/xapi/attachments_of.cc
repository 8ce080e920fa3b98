#include "endpoint/xapi/attachments_of.h"

#include "endpoint/xapi/characters.h"
#include "endpoint/xapi/rules.h"
#include "endpoint/xapi/words.h"

namespace xapi {

Attachment attachment_of(const Object& attachment) {
  Attachment result;
  result.sha2 = lower_ascii(view(attachment.at("sha2").get_string()));
  result.content_type = view(attachment.at("contentType").get_string());
  result.length = attachment.at("length").to_number<std::uint64_t>();
  result.has_url = attachment.contains("fileUrl");
  result.is_signature = is_text(attachment.at("usageType"), kSignatureUsage);
  return result;
}

std::vector<Attachment> attachments_of(const Object& statement) {
  std::vector<Attachment> attachments;
  const Value* list = statement.if_contains("attachments");
  if (list == nullptr) return attachments;
  for (const Value& value : list->get_array()) attachments.push_back(attachment_of(value.get_object()));
  return attachments;
}

}  // namespace xapi

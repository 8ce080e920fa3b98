// Names that the specification gives a meaning.
#pragma once

namespace xapi {

inline constexpr const char* kVoided = "http://adlnet.gov/expapi/verbs/voided";
inline constexpr const char* kSignatureUsage = "http://adlnet.gov/expapi/attachments/signature";
inline constexpr const char* kSignatureType = "application/octet-stream";

}  // namespace xapi

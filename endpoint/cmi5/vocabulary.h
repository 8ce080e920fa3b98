// The IRIs and names of cmi5 (9.3, 9.4, 9.5.5, 9.6, 10, 11).
#pragma once

#include <array>
#include <string_view>

namespace cmi5 {

inline constexpr std::string_view kLaunched = "http://adlnet.gov/expapi/verbs/launched";
inline constexpr std::string_view kInitialized = "http://adlnet.gov/expapi/verbs/initialized";
inline constexpr std::string_view kCompleted = "http://adlnet.gov/expapi/verbs/completed";
inline constexpr std::string_view kPassed = "http://adlnet.gov/expapi/verbs/passed";
inline constexpr std::string_view kFailed = "http://adlnet.gov/expapi/verbs/failed";
inline constexpr std::string_view kTerminated = "http://adlnet.gov/expapi/verbs/terminated";
inline constexpr std::string_view kAbandoned = "https://w3id.org/xapi/adl/verbs/abandoned";
inline constexpr std::string_view kWaived = "https://w3id.org/xapi/adl/verbs/waived";
inline constexpr std::string_view kSatisfied = "https://w3id.org/xapi/adl/verbs/satisfied";

inline constexpr std::string_view kCategory = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
inline constexpr std::string_view kMoveOnCategory = "https://w3id.org/xapi/cmi5/context/categories/moveon";

inline constexpr std::string_view kSessionId = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
inline constexpr std::string_view kMasteryScore = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
inline constexpr std::string_view kLaunchMode = "https://w3id.org/xapi/cmi5/context/extensions/launchmode";
inline constexpr std::string_view kLaunchUrl = "https://w3id.org/xapi/cmi5/context/extensions/launchurl";
inline constexpr std::string_view kMoveOn = "https://w3id.org/xapi/cmi5/context/extensions/moveon";
inline constexpr std::string_view kLaunchParameters = "https://w3id.org/xapi/cmi5/context/extensions/launchparameters";
inline constexpr std::string_view kProgress = "https://w3id.org/xapi/cmi5/result/extensions/progress";
inline constexpr std::string_view kReason = "https://w3id.org/xapi/cmi5/result/extensions/reason";

inline constexpr std::string_view kBlockType = "https://w3id.org/xapi/cmi5/activitytype/block";
inline constexpr std::string_view kCourseType = "https://w3id.org/xapi/cmi5/activitytype/course";

inline constexpr std::string_view kLaunchData = "LMS.LaunchData";
inline constexpr std::string_view kPreferences = "cmi5LearnerPreferences";

}  // namespace cmi5

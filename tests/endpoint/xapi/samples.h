// Statements that are right, to be broken or changed in one place.
#pragma once

#include <string>
#include <string_view>

namespace test {

// A statement that has every property of 1.0.3, about an activity.
inline constexpr std::string_view kFullStatement = R"({
  "id": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
  "actor": {"objectType": "Agent", "name": "Siti", "mbox": "mailto:siti@desa.example"},
  "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"id": "menjawab", "en-GB": "answered"}},
  "object": {
    "objectType": "Activity",
    "id": "https://contoh.example/courses/umkm/kas/quiz",
    "definition": {
      "name": {"id": "Kuis kas"},
      "description": {"id": "Kuis tentang kas"},
      "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
      "moreInfo": "https://contoh.example/courses/umkm/kas/",
      "interactionType": "choice",
      "correctResponsesPattern": ["a"],
      "choices": [{"id": "a", "description": {"id": "Dua"}}, {"id": "b"}],
      "extensions": {"https://contoh.example/level": null}
    }
  },
  "result": {
    "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
    "success": true,
    "completion": true,
    "response": "a",
    "duration": "PT1M30.5S",
    "extensions": {"https://contoh.example/hints": [1, null, {"a": ""}]}
  },
  "context": {
    "registration": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "instructor": {"account": {"homePage": "https://desa.example", "name": "guru"}},
    "team": {"objectType": "Group", "mbox": "mailto:tani@desa.example", "member": [{"openid": "https://id.example/a"}]},
    "contextActivities": {
      "parent": {"id": "https://contoh.example/courses/umkm/kas"},
      "grouping": [{"id": "https://contoh.example/courses/umkm"}],
      "category": [{"id": "https://contoh.example/profile", "definition": {"type": "http://adlnet.gov/expapi/activities/profile"}}],
      "other": []
    },
    "revision": "2",
    "platform": "Sanggar",
    "language": "id",
    "statement": {"objectType": "StatementRef", "id": "16fd2706-8baf-433b-82eb-8c7fada847da"},
    "extensions": {}
  },
  "timestamp": "2026-11-22T09:00:00.123+07:00",
  "stored": "2026-11-22T02:00:01Z",
  "authority": {"mbox": "mailto:lrs@desa.example"},
  "version": "1.0.3",
  "attachments": [
    {
      "usageType": "https://contoh.example/photo",
      "display": {"id": "Foto"},
      "description": {"id": "Foto kas"},
      "contentType": "image/jpeg",
      "length": 27,
      "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
      "fileUrl": "https://contoh.example/a.jpg"
    }
  ]
})";

// One whose object is a sub-statement with a group that has no name for itself.
inline constexpr std::string_view kNestedStatement = R"({
  "actor": {"mbox": "mailto:siti@desa.example"},
  "verb": {"id": "https://contoh.example/verbs/planned"},
  "object": {
    "objectType": "SubStatement",
    "actor": {"objectType": "Group", "member": [{"mbox": "mailto:a@desa.example"}, {"mbox": "mailto:b@desa.example"}]},
    "verb": {"id": "https://contoh.example/verbs/visit"},
    "object": {"id": "https://contoh.example/market"},
    "context": {"contextActivities": {"parent": [{"id": "https://contoh.example/village"}]}},
    "timestamp": "2026-11-22T09:00:00Z"
  }
})";

inline constexpr std::string_view kPlainStatement = R"({
  "actor": {"mbox": "mailto:siti@desa.example"},
  "verb": {"id": "http://adlnet.gov/expapi/verbs/attended"},
  "object": {"id": "https://contoh.example/meeting"}
})";

inline constexpr std::string_view kVoidingStatement = R"({
  "actor": {"mbox": "mailto:siti@desa.example"},
  "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
  "object": {"objectType": "StatementRef", "id": "EC531277-b57b-4c15-8d91-d292c5b2b8f7"}
})";

}  // namespace test

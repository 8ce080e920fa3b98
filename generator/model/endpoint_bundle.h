// endpoint-bundle/<version>.json: what the progress endpoint grades and judges by; the contract is in tests/contract/.
#pragma once

#include <string>

#include "generator/model/site.h"

namespace model {

struct EndpointBundle {
  std::string version;  // 16 hex digits of the content
  std::string json;
};

EndpointBundle endpoint_bundle(const Site& site);

}  // namespace model

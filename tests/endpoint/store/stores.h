// The stores over which the contract suite runs. A new one is a class with open(), and a word below.
#pragma once

#include <doctest/doctest.h>

#include "tests/endpoint/store/database_file.h"
#include "tests/endpoint/store/postgresql_server.h"

TYPE_TO_STRING_AS("SQLite", test::DatabaseFile);
TYPE_TO_STRING_AS("PostgreSQL", test::PostgresqlDatabase);

// A case for each store: `Database` makes an empty one.
#define STORE_CASE(sentence) TEST_CASE_TEMPLATE(sentence, Database, test::DatabaseFile, test::PostgresqlDatabase)
